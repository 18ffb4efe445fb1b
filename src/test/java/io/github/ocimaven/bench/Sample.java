package io.github.ocimaven.bench;

import io.github.ocimaven.bench.Destination.Traffic;

/**
 * One push, from both ends.
 *
 * @param push as the client saw it
 * @param registryCpuNanos the registry's processor time
 * @param traffic what the registry received
 */
record Sample(Measurement push, long registryCpuNanos, Traffic traffic) {}
