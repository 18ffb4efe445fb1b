package io.github.ocimaven.push;

import io.github.ocimaven.concurrent.Workers;
import io.github.ocimaven.plan.PushPlan;
import io.github.ocimaven.push.blob.BlobVerifier;

/**
 * What the destinations of one push have in common.
 *
 * @param plan what to send
 * @param workers do the work
 * @param known knows where blobs are
 * @param listener is told how it goes
 * @param verifier verifies what is sent, once for all of them
 */
record PushRun(
    PushPlan plan,
    Workers workers,
    KnownBlobs known,
    PushListener listener,
    BlobVerifier verifier) {}
