package dev.z0.agent.dist;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.config.Closest;
import dev.z0.agent.core.config.Setting;
import dev.z0.agent.core.config.Settings;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.instrumentation.concurrent.CompletableFutures;
import dev.z0.instrumentation.concurrent.Coroutines;
import dev.z0.instrumentation.concurrent.ForkJoin;
import dev.z0.instrumentation.concurrent.ScalaFutures;
import dev.z0.instrumentation.concurrent.ThreadPools;
import dev.z0.instrumentation.concurrent.VirtualThreads;
import dev.z0.instrumentation.helidon.Helidon;
import dev.z0.instrumentation.http.apache.ApacheAsyncClient4;
import dev.z0.instrumentation.http.apache.ApacheAsyncClient5;
import dev.z0.instrumentation.http.apache.ApacheClient4;
import dev.z0.instrumentation.http.apache.ApacheClient5;
import dev.z0.instrumentation.http.aws.AwsAsyncClients;
import dev.z0.instrumentation.http.jdk.JdkHttpClient;
import dev.z0.instrumentation.http.jetty.JettyClient;
import dev.z0.instrumentation.http.okhttp.OkHttp;
import dev.z0.instrumentation.http.reactor.ReactorNetty;
import dev.z0.instrumentation.http.url.UrlConnections;
import dev.z0.instrumentation.jdbc.ConnectionPools;
import dev.z0.instrumentation.jdbc.JdbcConnections;
import dev.z0.instrumentation.jdbc.JdbcStatements;
import dev.z0.instrumentation.ktor.Ktor;
import dev.z0.instrumentation.ktor.KtorCio;
import dev.z0.instrumentation.logging.JavaLogging;
import dev.z0.instrumentation.logging.JbossLogging;
import dev.z0.instrumentation.logging.Log4j;
import dev.z0.instrumentation.logging.Logback;
import dev.z0.instrumentation.logging.LoggingContexts;
import dev.z0.instrumentation.netty.Micronaut;
import dev.z0.instrumentation.netty.NettyHttp2;
import dev.z0.instrumentation.netty.NettyServer;
import dev.z0.instrumentation.netty.NettyTasks;
import dev.z0.instrumentation.netty.QuarkusRest;
import dev.z0.instrumentation.netty.ReactorNettyServer;
import dev.z0.instrumentation.netty.ReactorSchedulers;
import dev.z0.instrumentation.netty.SpringWebFlux;
import dev.z0.instrumentation.netty.VertxClient;
import dev.z0.instrumentation.netty.VertxContexts;
import dev.z0.instrumentation.netty.VertxWeb;
import dev.z0.instrumentation.opentelemetry.OpenTelemetryApi;
import dev.z0.instrumentation.pekko.PekkoActors;
import dev.z0.instrumentation.pekko.PekkoHttp;
import dev.z0.instrumentation.pekko.PekkoRoutes;
import dev.z0.instrumentation.rules.RuledMethods;
import dev.z0.instrumentation.scheduler.DbScheduler;
import dev.z0.instrumentation.scheduler.GlassFishTimers;
import dev.z0.instrumentation.scheduler.JobRunr;
import dev.z0.instrumentation.scheduler.ManagedTriggers;
import dev.z0.instrumentation.scheduler.MicronautScheduling;
import dev.z0.instrumentation.scheduler.OpenEjbTimers;
import dev.z0.instrumentation.scheduler.QuarkusScheduling;
import dev.z0.instrumentation.scheduler.Quartz;
import dev.z0.instrumentation.scheduler.ScheduledPools;
import dev.z0.instrumentation.scheduler.ShedLock;
import dev.z0.instrumentation.scheduler.SpringScheduling;
import dev.z0.instrumentation.scheduler.Timers;
import dev.z0.instrumentation.scheduler.WildFlyTimers;
import dev.z0.instrumentation.servlet.Grizzly;
import dev.z0.instrumentation.servlet.HandledErrors;
import dev.z0.instrumentation.servlet.JdkHttpServer;
import dev.z0.instrumentation.servlet.Jetty;
import dev.z0.instrumentation.servlet.Jetty12;
import dev.z0.instrumentation.servlet.Liberty;
import dev.z0.instrumentation.servlet.Servlets;
import dev.z0.instrumentation.servlet.SpringErrors;
import dev.z0.instrumentation.servlet.Tomcat;
import dev.z0.instrumentation.servlet.Undertow;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The instrumentations that the jar holds. */
final class Instrumentations {
    private Instrumentations() {}

    /** All but those that are switched off, by their family's name or their own. */
    static List<Instrumentation> enabled(Settings settings) {
        Instrumentation[] all = all();
        List<String> disabled = settings.list(Setting.Z0_INSTRUMENTATIONS_DISABLED);
        if (!disabled.isEmpty()) {
            warnOfUnknown(disabled, all);
        }
        List<Instrumentation> enabled = new ArrayList<>(all.length);
        for (Instrumentation instrumentation : all) {
            if (!disabled.contains(instrumentation.family())
                    && !disabled.contains(instrumentation.getClass().getSimpleName())) {
                enabled.add(instrumentation);
            }
        }
        return enabled;
    }

    private static Instrumentation[] all() {
        return new Instrumentation[] {
            new Servlets(),
            new Tomcat(),
            new Jetty(),
            new Jetty12(),
            new Undertow(),
            new Grizzly(),
            new Liberty(),
            new JdkHttpServer(),
            new Helidon(),
            new KtorCio(),
            new Ktor(),
            new NettyServer(),
            new NettyHttp2(),
            new NettyTasks(),
            new ReactorNettyServer(),
            new ReactorSchedulers(),
            new SpringWebFlux(),
            new VertxClient(),
            new VertxContexts(),
            new VertxWeb(),
            new QuarkusRest(),
            new Micronaut(),
            new PekkoHttp(),
            new PekkoRoutes(),
            new PekkoActors(),
            new SpringErrors(),
            new HandledErrors(),
            new JdbcConnections(),
            new JdbcStatements(),
            new ConnectionPools(),
            new ThreadPools(),
            new ForkJoin(),
            new CompletableFutures(),
            new Coroutines(),
            new VirtualThreads(),
            new ScalaFutures(),
            new ScheduledPools(),
            new ManagedTriggers(),
            new Timers(),
            new SpringScheduling(),
            new Quartz(),
            new QuarkusScheduling(),
            new MicronautScheduling(),
            new DbScheduler(),
            new JobRunr(),
            new ShedLock(),
            new WildFlyTimers(),
            new GlassFishTimers(),
            new OpenEjbTimers(),
            new UrlConnections(),
            new JdkHttpClient(),
            new Logback(),
            new Log4j(),
            new JavaLogging(),
            new JbossLogging(),
            new LoggingContexts(),
            new OpenTelemetryApi(),
            new RuledMethods(),
            new ApacheClient4(),
            new ApacheClient5(),
            new ApacheAsyncClient4(),
            new ApacheAsyncClient5(),
            new OkHttp(),
            new JettyClient(),
            new ReactorNetty(),
            new AwsAsyncClients(),
        };
    }

    private static void warnOfUnknown(List<String> disabled, Instrumentation[] all) {
        Set<String> known = new LinkedHashSet<>();
        for (Instrumentation instrumentation : all) {
            known.add(instrumentation.family());
            known.add(instrumentation.getClass().getSimpleName());
        }
        for (String name : disabled) {
            if (!known.contains(name)) {
                Z0.warn(Setting.Z0_INSTRUMENTATIONS_DISABLED + ": there is no " + name + "; the closest is "
                        + Closest.among(known.toArray(new String[0]), name));
            }
        }
    }
}
