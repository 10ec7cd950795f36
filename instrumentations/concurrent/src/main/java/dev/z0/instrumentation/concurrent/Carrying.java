package dev.z0.instrumentation.concurrent;

import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.Carried;
import dev.z0.agent.core.record.SpanRecord;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Code of the application that runs for what the thread that hands it over works for. Only for places where nobody can
 * ask for the code again. Outside any unit, and for null, the code is answered as it is.
 */
final class Carrying {
    private Carrying() {}

    static Runnable runnable(Runnable code) {
        SpanRecord span = Carried.current();
        if (span == null || code == null) {
            return code;
        }
        return () -> {
            Attachment attachment = Carried.enter(span);
            try {
                code.run();
            } finally {
                Carried.leave(attachment);
            }
        };
    }

    static <R> Supplier<R> supplier(Supplier<R> code) {
        SpanRecord span = Carried.current();
        if (span == null || code == null) {
            return code;
        }
        return () -> {
            Attachment attachment = Carried.enter(span);
            try {
                return code.get();
            } finally {
                Carried.leave(attachment);
            }
        };
    }

    static <A, R> Function<A, R> function(Function<A, R> code) {
        SpanRecord span = Carried.current();
        if (span == null || code == null) {
            return code;
        }
        return argument -> {
            Attachment attachment = Carried.enter(span);
            try {
                return code.apply(argument);
            } finally {
                Carried.leave(attachment);
            }
        };
    }

    static <A, B, R> BiFunction<A, B, R> biFunction(BiFunction<A, B, R> code) {
        SpanRecord span = Carried.current();
        if (span == null || code == null) {
            return code;
        }
        return (one, other) -> {
            Attachment attachment = Carried.enter(span);
            try {
                return code.apply(one, other);
            } finally {
                Carried.leave(attachment);
            }
        };
    }

    static <A> Consumer<A> consumer(Consumer<A> code) {
        SpanRecord span = Carried.current();
        if (span == null || code == null) {
            return code;
        }
        return argument -> {
            Attachment attachment = Carried.enter(span);
            try {
                code.accept(argument);
            } finally {
                Carried.leave(attachment);
            }
        };
    }

    static <A, B> BiConsumer<A, B> biConsumer(BiConsumer<A, B> code) {
        SpanRecord span = Carried.current();
        if (span == null || code == null) {
            return code;
        }
        return (one, other) -> {
            Attachment attachment = Carried.enter(span);
            try {
                code.accept(one, other);
            } finally {
                Carried.leave(attachment);
            }
        };
    }
}
