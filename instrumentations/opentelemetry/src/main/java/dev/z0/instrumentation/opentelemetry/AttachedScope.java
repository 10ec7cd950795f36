package dev.z0.instrumentation.opentelemetry;

import dev.z0.agent.core.record.Attachment;
import io.opentelemetry.context.Scope;

/** The application's scope and z0's, which are closed together. */
final class AttachedScope implements Scope {
    private final Scope scope;
    private final Attachment attachment;

    AttachedScope(Scope scope, Attachment attachment) {
        this.scope = scope;
        this.attachment = attachment;
    }

    @Override
    public void close() {
        attachment.close();
        scope.close();
    }
}
