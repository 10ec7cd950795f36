package dev.z0.agent.core;

import dev.z0.agent.core.config.Setting;
import dev.z0.agent.core.config.Settings;
import dev.z0.agent.core.export.AgentMessage;
import dev.z0.agent.core.export.Pipeline;
import dev.z0.agent.core.llm.Prices;
import dev.z0.agent.core.naming.Services;
import dev.z0.agent.core.record.Propagation;
import dev.z0.agent.core.rules.Rules;
import dev.z0.agent.core.who.Places;
import java.util.concurrent.atomic.LongAdder;

/**
 * What all instrumentations share in this process: the settings and the way out. Set once, before anything is woven;
 * advice finds it here because advice is called from everywhere and can be handed nothing.
 */
public final class Z0 {
    private static final LongAdder ACTIVE_REQUESTS = new LongAdder();

    private static volatile Settings settings;
    private static volatile Pipeline pipeline;
    private static volatile Propagation propagation;
    private static volatile Places places = Places.NONE;
    private static volatile Rules rules = Rules.NONE;
    private static volatile Sampler sampler = Sampler.PARENT_OR_ALWAYS;
    private static volatile boolean trustsRequestIds = true;
    private static volatile boolean answersWithRequestId = true;
    private static volatile boolean capturesPrompts;

    private Z0() {}

    /** Takes the settings, and the pipeline that everything goes to. */
    public static void configure(Settings given, Pipeline way) {
        settings = given;
        pipeline = way;
        propagation = new Propagation(given);
        places = Places.of(given);
        rules = Rules.NONE;
        trustsRequestIds = given.flag(Setting.Z0_REQUEST_ID_TRUST);
        answersWithRequestId = given.flag(Setting.Z0_RESPONSE_HEADER);
        capturesPrompts = given.flag(Setting.Z0_CAPTURE_PROMPTS);
        Sampler named = Sampler.named(
                given.text(Setting.OTEL_TRACES_SAMPLER), ratio(given.text(Setting.OTEL_TRACES_SAMPLER_ARG)));
        sampler = named == null ? Sampler.PARENT_OR_ALWAYS : named;
    }

    private static double ratio(String text) {
        try {
            return text == null || text.isEmpty() ? 1 : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    /** The settings in force. */
    public static Settings settings() {
        return settings;
    }

    /** Where everything that has ended goes. */
    public static Pipeline pipeline() {
        return pipeline;
    }

    /** Where to find whom work is for. */
    public static Places places() {
        return places;
    }

    /** The rules in force. */
    public static Rules rules() {
        return rules;
    }

    /** From now on these rules are in force. */
    public static void rules(Rules read) {
        rules = read;
    }

    /** Tells which service and operation an outgoing call reaches. */
    public static Services services() {
        return rules.services();
    }

    /** What language models cost. */
    public static Prices prices() {
        return rules.prices();
    }

    /** What outgoing calls carry. */
    public static Propagation propagation() {
        return propagation;
    }

    /** Which traces' spans are exported. */
    public static Sampler sampler() {
        return sampler;
    }

    /** Whether a valid inbound {@code X-Request-Id} is kept. */
    public static boolean trustsRequestIds() {
        return trustsRequestIds;
    }

    /** Whether responses carry {@code X-Request-Id}. */
    public static boolean answersWithRequestId() {
        return answersWithRequestId;
    }

    /** Whether the beginnings of what language models are asked and answer are kept. */
    public static boolean capturesPrompts() {
        return capturesPrompts;
    }

    /** Requests that have started and not ended. */
    public static LongAdder activeRequests() {
        return ACTIVE_REQUESTS;
    }

    /** Says something to the operator, in a line of kind {@code agent} at level {@code warn}. */
    public static void warn(String text) {
        Pipeline way = pipeline;
        if (way != null) {
            way.offer(new AgentMessage("warn", text));
        }
    }
}
