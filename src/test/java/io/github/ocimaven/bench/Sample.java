package io.github.ocimaven.bench;

import io.github.ocimaven.bench.Destination.Traffic;

/**
 * One push, as measured at both ends.
 *
 * @param push the client's measurement
 * @param registryCpuNanos the registry's processor time
 * @param traffic the traffic at the registry
 */
record Sample(Measurement push, long registryCpuNanos, Traffic traffic) {}
