package io.github.ocimaven.push;

import io.github.ocimaven.concurrent.Workers;
import io.github.ocimaven.plan.PushPlan;
import io.github.ocimaven.push.blob.BlobVerifier;

/**
 * The state that the destinations of one push share.
 *
 * @param verifier verifies each blob once for all destinations
 */
record PushRun(
    PushPlan plan,
    Workers workers,
    KnownBlobs known,
    PushListener listener,
    BlobVerifier verifier) {}
