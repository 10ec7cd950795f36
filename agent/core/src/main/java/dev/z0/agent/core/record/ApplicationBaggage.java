package dev.z0.agent.core.record;

import java.util.function.Supplier;

/**
 * The baggage that the application has made current on a thread, through a tracing API of its own; until it is closed, on
 * the same thread. It goes out in the place of the baggage that came in.
 */
public final class ApplicationBaggage extends Stretch {
    private final Supplier<String> header;

    private ApplicationBaggage(Supplier<String> header) {
        this.header = header;
        begin();
    }

    /**
     * @param header makes the {@code baggage} header, empty for none; null where what came in counts again
     * @return null where that changes nothing
     */
    public static ApplicationBaggage attach(Supplier<String> header) {
        return header == null && currentHeader() == null ? null : new ApplicationBaggage(header);
    }

    /** What goes out from the current thread: the application's, where it has made any current; else what came in. */
    static String header(String inbound) {
        Supplier<String> own = currentHeader();
        if (own == null) {
            return inbound;
        }
        String header = own.get();
        return header.isEmpty() ? null : header;
    }

    private static Supplier<String> currentHeader() {
        Stretch current = current();
        return current == null ? null : current.baggage();
    }

    @Override
    Supplier<String> baggage() {
        return header;
    }
}
