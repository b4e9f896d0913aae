/** Configuration of a rig in YAML, parsed into {@link io.hydrobeam.model.RigConfig}. */
package io.hydrobeam.config;
