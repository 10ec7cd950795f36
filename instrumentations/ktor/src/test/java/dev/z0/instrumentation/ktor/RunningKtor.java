package dev.z0.instrumentation.ktor;

import io.ktor.server.application.Application;
import io.ktor.server.cio.CIO;
import io.ktor.server.engine.ApplicationEngine;
import io.ktor.server.engine.EngineConnectorConfig;
import java.lang.reflect.Method;
import java.util.List;
import kotlin.Unit;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.jvm.functions.Function1;
import kotlinx.coroutines.BuildersKt;

/** An application on Ktor's own engine, started in the way of Ktor 2 or 3: what they call each other has other types. */
record RunningKtor(int port, Object server) implements AutoCloseable {
    static RunningKtor start(Function1<Application, Unit> module) throws Exception {
        Function1<Object, Unit> nothing = configuration -> Unit.INSTANCE;
        Method make = null;
        for (Method method :
                Class.forName("io.ktor.server.engine.EmbeddedServerKt").getMethods()) {
            List<Class<?>> types = List.of(method.getParameterTypes());
            if (types.size() >= 5 && types.get(1) == int.class && types.get(types.size() - 1) == Function1.class) {
                make = method;
            }
        }
        boolean third = make.getParameterCount() == 5;
        Object server = third
                ? make.invoke(null, CIO.INSTANCE, 0, "127.0.0.1", List.of(), module)
                : make.invoke(null, CIO.INSTANCE, 0, "127.0.0.1", List.of(), nothing, module);
        server.getClass().getMethod("start", boolean.class).invoke(server, false);
        Object engine = third ? server.getClass().getMethod("getEngine").invoke(server) : server;
        Object connectors = BuildersKt.<Object>runBlocking(
                EmptyCoroutineContext.INSTANCE, (scope, rest) -> ((ApplicationEngine) engine).resolvedConnectors(rest));
        EngineConnectorConfig connector = (EngineConnectorConfig) ((List<?>) connectors).get(0);
        return new RunningKtor(connector.getPort(), server);
    }

    @Override
    public void close() throws Exception {
        server.getClass().getMethod("stop", long.class, long.class).invoke(server, 0, 10_000);
    }
}
