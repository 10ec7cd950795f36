package dev.z0.agent.dist;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.config.Setting;
import dev.z0.agent.core.config.Settings;
import dev.z0.agent.core.export.Pipeline;
import dev.z0.agent.core.support.ThreadCost;
import dev.z0.agent.core.support.Z0Thread;
import dev.z0.agent.weaver.Weaver;
import java.io.FileOutputStream;
import java.lang.instrument.Instrumentation;

/**
 * Puts z0 together in an application's JVM: reads the settings, weaves, and starts the exporters. What the application
 * has to wait for is only the weaving; everything else happens on a thread of z0's own.
 */
public final class Agent {
    private Agent() {}

    /**
     * Called once, by {@code Premain}, from z0's own loader.
     *
     * @param out standard output as it was when the JVM started
     */
    public static void start(String arguments, Instrumentation jvm, FileOutputStream out) throws Exception {
        long began = System.nanoTime();
        Settings settings = Settings.load(System.getenv(), System.getProperties(), arguments);
        if (!settings.flag(Setting.Z0_ENABLED)) {
            return;
        }
        Pipeline pipeline = new Pipeline((int) settings.number(Setting.Z0_QUEUE_SIZE));
        Z0.configure(settings, pipeline);
        Weaver weaver = new Weaver(Instrumentations.enabled(settings), Agent.class.getClassLoader());
        weaver.install(jvm);
        long startNanos = System.nanoTime() - began;
        new Z0Thread("z0-start", () -> finish(settings, pipeline, out)).start();
    }

    private static void finish(Settings settings, Pipeline pipeline, FileOutputStream out) {
        Exporters.start(settings, pipeline, out);
        if (settings.flag(Setting.Z0_CPU)) {
            ThreadCost.open();
        }
    }
}
