package io.hydrobeam.model;

import org.apache.beam.sdk.coders.DefaultCoder;

/**
 * Result of parsing a message: a {@link Reading}, or a {@link DeadLetter} for an unusable message.
 */
@DefaultCoder(ParsedCoder.class)
public sealed interface Parsed permits Reading, DeadLetter {}
