package io.hydrobeam.model;

import org.apache.beam.sdk.coders.DefaultCoder;

/**
 * What a message turned out to be: a {@link Reading}, or a {@link DeadLetter} if it cannot be used.
 */
@DefaultCoder(ParsedCoder.class)
public sealed interface Parsed permits Reading, DeadLetter {}
