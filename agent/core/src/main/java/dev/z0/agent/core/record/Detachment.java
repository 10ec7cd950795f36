package dev.z0.agent.core.record;

import java.util.function.Supplier;

/** A stretch in which a thread works for nothing. */
final class Detachment extends Stretch {
    Detachment() {
        begin();
    }

    @Override
    Attachment attachment() {
        return null;
    }

    @Override
    Supplier<String> baggage() {
        return null;
    }
}
