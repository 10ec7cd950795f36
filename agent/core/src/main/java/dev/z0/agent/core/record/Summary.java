package dev.z0.agent.core.record;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.id.Trace;
import dev.z0.agent.core.support.WeakMap;
import dev.z0.agent.core.who.Identity;
import dev.z0.agent.core.who.Places;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * The record of one unit of work, which ends as one line: a request, a scheduled run, an operation. Every span made
 * while a thread works for it is handed to it; several threads may do so at once. It is itself the span around them.
 *
 * <p>Application threads only note facts here. What they add up to is a {@link Tally}, made on z0's own thread.
 */
public abstract class Summary extends SpanRecord {
    /** Spans are handed over in blocks of this many, so that a long unit holds no more. */
    private static final int BLOCK = 128;

    private static final int MOST_LOGGED = 10;
    private static final int LONGEST_LOGGED = 8_192;

    /** Different calls whose repetitions are counted. */
    private static final int KINDS = 1000;

    /** Of so many calls that nobody has read the response of yet, the end is awaited; of earlier ones no longer. */
    private static final int EXPECTED = 16;

    private static final int MAX_UNDERWAY = 100_000;

    /** Units by an object that stands for them, as a server's does, where a later thread has to find its unit by that. */
    static final WeakMap<Object, Summary> UNDERWAY = new WeakMap<>(MAX_UNDERWAY, Summary::ended);

    private static final SpanRecord[] NONE = {};
    private static final Tally NOTHING = new Tally();

    private static final AtomicIntegerFieldUpdater<Summary> CHILDREN =
            AtomicIntegerFieldUpdater.newUpdater(Summary.class, "children");

    private volatile int children;
    private final long startMillis = System.currentTimeMillis();
    private SpanRecord[] spans = NONE;
    private int size;
    private boolean closed;

    private ExternalCall[] expected;
    private int expectedNext;
    private Map<String, Integer> repeats;

    private final Workers workers = new Workers();
    private final Identity identity = new Identity(enclosing() == null ? Z0.places() : Places.NONE);
    private volatile Details notes;
    private List<LoggedError> logged = Collections.emptyList();
    private int loggedCount;
    private Tally tally;

    Summary(SpanRecord parent) {
        super(parent);
    }

    Summary(Trace trace, long parentSpanId) {
        super(trace, parentSpanId);
    }

    @Override
    public final Summary unit() {
        return this;
    }

    /** The unit that this object stands for, or null. */
    public static Summary carriedIn(Object carrier) {
        return UNDERWAY.get(carrier);
    }

    /** Later threads will find this unit by an object that stands for it. */
    public final void carriedBy(Object carrier) {
        UNDERWAY.put(carrier, this);
    }

    /**
     * A new span id inside this unit. The ids of its spans share its own first {@link SpanRecord#UNIT_BITS} bits: so a
     * unit whose caller's span id is known, as W3C's header tells it, can be told to belong to that caller's unit, from
     * lines alone.
     */
    final long nextSpanId() {
        return spanId() | CHILDREN.incrementAndGet(this) & ~UNIT_MASK;
    }

    /** When it started, in milliseconds since the epoch. */
    public final long startMillis() {
        return startMillis;
    }

    /** Whom the work was for, or null. */
    public final String tenant() {
        return identity.tenant();
    }

    /** Says whom the work is for. */
    public final void tenant(String id) {
        identity.tenant(id);
    }

    /** Whom the work is for, as far as known. A unit inside another knows only what was said of itself. */
    public final Identity identity() {
        return identity;
    }

    /** Whether it leaves a line. Known once it has ended. */
    public boolean isWorthALine() {
        return true;
    }

    /** Notes something that belongs on the line. {@code value} is a String, Long, Double or Boolean. */
    public final void note(String key, Object value) {
        attribute(key, value);
    }

    @Override
    final Details place() {
        Details known = notes;
        if (known == null) {
            synchronized (this) {
                known = notes == null ? new Details() : notes;
                notes = known;
            }
        }
        return known;
    }

    @Override
    public final Details told() {
        return notes;
    }

    /** What was noted; null for nothing. */
    public final Details notes() {
        return notes;
    }

    /** What was noted, as the span's attributes. */
    final void notes(AttributeSink out) {
        if (notes != null) {
            notes.attributes(out);
        }
    }

    /**
     * Notes what the application logged at ERROR while it worked for this unit, and so for those around it: the error
     * where nothing was thrown.
     *
     * @param thrown the exception given to the logger, or null
     */
    public final void logged(String message, Throwable thrown) {
        LoggedError error = new LoggedError(
                message == null || message.length() <= LONGEST_LOGGED ? message : message.substring(0, LONGEST_LOGGED),
                thrown);
        for (Summary unit = this; unit != null; unit = unit.enclosing()) {
            unit.keep(error);
        }
    }

    private synchronized void keep(LoggedError error) {
        if (logged.isEmpty()) {
            logged = new ArrayList<>(2);
        }
        if (logged.size() < MOST_LOGGED) {
            logged.add(error);
        }
        loggedCount++;
    }

    /** The first error that was logged, or null. */
    public final synchronized LoggedError logged() {
        return logged.isEmpty() ? null : logged.get(0);
    }

    /** The first errors that were logged, at most ten. */
    public final synchronized List<LoggedError> loggedErrors() {
        return logged.isEmpty() ? logged : new ArrayList<>(logged);
    }

    /** How many errors were logged. */
    public final synchronized int loggedCount() {
        return loggedCount;
    }

    /** The span's contribution, once it has ended. */
    final void finished(SpanRecord span) {
        Object handed;
        synchronized (this) {
            if (closed) {
                handed = span; // too late for the line, but still a span and a metric
            } else {
                if (size == spans.length) {
                    spans = Arrays.copyOf(spans, Math.max(8, size * 2));
                }
                spans[size++] = span;
                if (size < BLOCK) {
                    return;
                }
                handed = spans;
                spans = new SpanRecord[BLOCK];
                size = 0;
            }
        }
        Z0.pipeline().offer(handed);
    }

    /** The call has its response, and ends when that is read: at the latest when the unit ends. False if it has. */
    final boolean expect(ExternalCall call) {
        ExternalCall earlier;
        synchronized (this) {
            if (closed) {
                return false;
            }
            int at = expectedNext++ % EXPECTED;
            if (expected == null) {
                expected = new ExternalCall[at < 2 ? 2 : EXPECTED];
            } else if (at >= expected.length) {
                expected = Arrays.copyOf(expected, EXPECTED);
            }
            earlier = expected[at];
            expected[at] = call;
        }
        if (earlier != null) {
            earlier.unread();
        }
        return true;
    }

    /** How many calls of this kind the unit made before: what tells a call's repetition from the next one like it. */
    final synchronized int repeats(String kind) {
        if (repeats == null) {
            repeats = new HashMap<>();
        }
        return repeats.size() < KINDS || repeats.containsKey(kind) ? repeats.merge(kind, 1, Integer::sum) - 1 : -1;
    }

    private void endUnread() {
        ExternalCall[] unread;
        synchronized (this) {
            unread = expected;
            expected = null;
        }
        if (unread != null) {
            for (ExternalCall call : unread) {
                if (call != null) {
                    call.unread();
                }
            }
        }
    }

    @Override
    void handOver() {
        endUnread();
        workers.settle(Thread.currentThread());
        synchronized (this) {
            closed = true;
        }
        Z0.pipeline().offer(this);
    }

    /** The spans that came with the unit itself; earlier blocks of a long one went ahead. Unused places are null. */
    public final SpanRecord[] spans() {
        return spans;
    }

    /** What the unit's spans add up to. For z0's thread only. */
    public final Tally tally() {
        return tally == null ? NOTHING : tally;
    }

    /** Counts a span that ended inside this unit, directly or deeper. For z0's thread only. */
    public final void count(SpanRecord span) {
        if (tally == null) {
            tally = new Tally();
        }
        span.addTo(tally);
    }

    /** Who works for the unit. */
    final Workers workers() {
        return workers;
    }

    /** CPU time spent for the unit so far, on whatever threads, in nanoseconds; 0 where it isn't measured. */
    public final long cpuNanos() {
        return workers.cpuNanos();
    }

    /** Memory allocated for the unit so far, in bytes; 0 where it isn't measured. */
    public final long allocatedBytes() {
        return workers.allocatedBytes();
    }

    /** How many threads worked for the unit. */
    public final int threads() {
        return workers.count();
    }

    @Override
    final void addTo(Tally outer) {
        // A unit inside another counts there through its spans.
    }

    /** An error that was logged rather than thrown. Immutable. */
    public static final class LoggedError {
        private final String message;
        private final Throwable thrown;

        LoggedError(String message, Throwable thrown) {
            this.message = message;
            this.thrown = thrown;
        }

        /** The logged text, not redacted. */
        public String message() {
            return message;
        }

        /** The exception given to the logger, or null. */
        public Throwable thrown() {
            return thrown;
        }
    }
}
