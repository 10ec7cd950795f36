package dev.z0.agent.core.record;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.function.Supplier;

/**
 * The baggage that the application has made current on a thread, through a tracing API of its own; until it is closed, on
 * the same thread. It goes out in the place of the baggage that came in.
 */
public final class ApplicationBaggage implements AutoCloseable {
    private static volatile boolean used;

    private final Scope scope;

    private ApplicationBaggage(Scope scope) {
        this.scope = scope;
    }

    /**
     * @param header makes the {@code baggage} header, empty for none; null where what came in counts again
     * @return null where that changes nothing
     */
    public static ApplicationBaggage attach(Supplier<String> header) {
        if (header == null && (!used || Context.current().get(Key.HEADER) == null)) {
            return null;
        }
        used = true;
        return new ApplicationBaggage(Context.current().with(Key.HEADER, header).makeCurrent());
    }

    /** What goes out from the current thread: the application's, where it has made any current; else what came in. */
    static String header(String inbound) {
        Supplier<String> own = used ? Context.current().get(Key.HEADER) : null;
        if (own == null) {
            return inbound;
        }
        String header = own.get();
        return header.isEmpty() ? null : header;
    }

    @Override
    public void close() {
        scope.close();
    }

    /** Apart, because OpenTelemetry's context must not be loaded before it is used. */
    private static final class Key {
        static final ContextKey<Supplier<String>> HEADER = ContextKey.named("z0-baggage");
    }
}
