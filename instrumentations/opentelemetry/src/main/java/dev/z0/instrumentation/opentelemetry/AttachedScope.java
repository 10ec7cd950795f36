package dev.z0.instrumentation.opentelemetry;

import dev.z0.agent.core.record.ApplicationBaggage;
import dev.z0.agent.core.record.Attachment;
import io.opentelemetry.context.Scope;

/** The application's scope and z0's, which are closed together. */
final class AttachedScope implements Scope {
    private final Scope scope;
    private final Attachment attachment;
    private final ApplicationBaggage baggage;

    /** Of z0's either may be null. */
    AttachedScope(Scope scope, Attachment attachment, ApplicationBaggage baggage) {
        this.scope = scope;
        this.attachment = attachment;
        this.baggage = baggage;
    }

    @Override
    public void close() {
        if (baggage != null) {
            baggage.close();
        }
        if (attachment != null) {
            attachment.close();
        }
        scope.close();
    }
}
