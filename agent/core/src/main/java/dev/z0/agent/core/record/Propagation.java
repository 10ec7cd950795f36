package dev.z0.agent.core.record;

import dev.z0.agent.core.config.Setting;
import dev.z0.agent.core.config.Settings;
import dev.z0.agent.core.id.Baggage;
import dev.z0.agent.core.id.Ids;
import dev.z0.agent.core.id.Trace;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The headers that outgoing calls carry: the trace, the request's id, and keys against doing a thing twice. Immutable. */
public final class Propagation {

    /** Members and bytes that a {@code baggage} header may have; a longer one is not passed on. */
    private static final int BAGGAGE = 8192;

    private final boolean trace;
    private final boolean baggage;
    private final boolean sends;
    private final Set<String> idempotencyHosts = new HashSet<>();

    /** As the settings have it. */
    public Propagation(Settings settings) {
        List<String> formats = settings.list(Setting.OTEL_PROPAGATORS);
        trace = formats.contains("tracecontext");
        baggage = formats.contains("baggage");
        sends = settings.flag(Setting.Z0_PROPAGATION);
        for (String host : settings.list(Setting.Z0_IDEMPOTENCY_HOSTS)) {
            idempotencyHosts.add(host.toLowerCase(Locale.ROOT));
        }
    }

    /** Whether what comes in is asked for its {@code traceparent} and {@code tracestate}. */
    boolean readsTrace() {
        return trace;
    }

    /** Whether what comes in is asked for its {@code baggage}. */
    boolean readsBaggage() {
        return baggage;
    }

    /** The headers of a request that is about to be sent. */
    public interface Headers {
        /** The header's value, or null. Found whatever case its name is written in. */
        String get(String name);

        /** Sets the header, in the place of any of that name. */
        void set(String name, String value);

        /** Sets the header {@code traceparent}: one of the trace's spans is the caller. */
        default void caller(Trace trace, long spanId) {
            set("traceparent", trace.traceparent(spanId));
        }
    }

    /** Sets the headers of a call, before it is sent; and before it is sent again, where that is another request. */
    public void inject(ExternalCall call, Headers headers) {
        Trace of = call.trace();
        if (sends && trace) {
            headers.caller(of, call.spanId());
            if (isPlain(of.state())) {
                headers.set("tracestate", of.state());
            }
        }
        Request request = Enclosing.request(call);
        String operation = Enclosing.operationId(call);
        String members = sends && baggage ? ApplicationBaggage.header(of.baggage()) : null;
        if (sends && baggage && (operation != null || members != null)) {
            String own = headers.get("baggage");
            String all = baggage(isPlain(own) ? own : isPlain(members) ? members : null, operation);
            if (all != null) {
                headers.set("baggage", all);
            }
        }
        if (sends && request != null && headers.get("X-Request-Id") == null) {
            headers.set("X-Request-Id", request.requestId());
        }
        if (!idempotencyHosts.isEmpty()
                && "POST".equals(call.method())
                && idempotencyHosts.contains(call.host())
                && headers.get("Idempotency-Key") == null) {
            if (call.idempotencyKey == null) {
                call.idempotencyKey = idempotencyKey(call, request, operation);
            }
            headers.set("Idempotency-Key", call.idempotencyKey);
        }
    }

    /** The members passed on, and the operation's id in the place of an outer one; null where there is nothing to say. */
    private static String baggage(String passedOn, String operation) {
        if (passedOn == null || operation == null) {
            return passedOn == null && operation != null ? Baggage.OPERATION + operation : passedOn;
        }
        StringBuilder all = new StringBuilder(passedOn.length() + 64);
        int start = 0;
        while (start <= passedOn.length()) {
            int comma = passedOn.indexOf(',', start);
            int end = comma < 0 ? passedOn.length() : comma;
            String member = passedOn.substring(start, end).trim();
            if (!member.isEmpty() && !member.startsWith(Baggage.OPERATION)) {
                all.append(member).append(',');
            }
            start = end + 1;
        }
        return all.append(Baggage.OPERATION).append(operation).toString();
    }

    /** Whether it may stand in a header: it came in with one, but servers differ in what they let through. */
    private static boolean isPlain(String value) {
        if (value == null || value.length() > BAGGAGE) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    /**
     * The same for the same call of the same request, also where the whole request is sent to us again; another for
     * the next call like it, since that may be meant for another customer.
     */
    private static String idempotencyKey(ExternalCall call, Request request, String operation) {
        String kind = call.host() + call.path();
        String id = request != null ? request.requestId() : operation;
        int position = id == null ? -1 : (request != null ? request : call.enclosing()).repeats(kind);
        if (position < 0) {
            return Ids.hex(Ids.random(), Ids.random());
        }
        String all = id + '\n' + call.method() + '\n' + kind + '\n' + position;
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            long high = 0;
            long low = 0;
            for (int i = 0; i < 8; i++) {
                high = high << 8 | hash[i] & 0xff;
                low = low << 8 | hash[i + 8] & 0xff;
            }
            return Ids.hex(high, low);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
