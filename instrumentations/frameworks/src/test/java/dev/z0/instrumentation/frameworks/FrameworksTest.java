package dev.z0.instrumentation.frameworks;

import com.hellokaton.blade.Blade;
import com.hellokaton.blade.mvc.WebContext;
import com.hellokaton.blade.mvc.handler.ExceptionHandler;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.Server;
import io.jooby.Jooby;
import io.jooby.ServerOptions;
import io.jooby.StatusCode;
import io.jooby.netty.NettyServer;
import io.netty.channel.Channel;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import ratpack.error.ServerErrorHandler;
import ratpack.server.RatpackServer;
import spark.Service;

/** Frameworks that can be on one class path. */
@Timeout(120) // Spark waits forever for a server that did not start
class FrameworksTest {
    @Test
    void spark() throws Exception {
        Service service = Service.ignite().port(0);
        try {
            Requests.to(() -> {
                        service.exception(IllegalArgumentException.class, (thrown, request, response) -> {
                            response.status(409);
                            response.body("taken");
                        });
                        service.get("/fine", (request, response) -> "fine");
                        service.get("/broken", (request, response) -> {
                            throw Requests.BROKEN;
                        });
                        service.get("/taken", (request, response) -> {
                            throw Requests.TAKEN;
                        });
                        service.awaitInitialization();
                        return service.port();
                    })
                    .check();
        } finally {
            service.stop();
            service.awaitStop();
        }
    }

    /** One handler is a service's own, the other the server's. */
    @Test
    void armeria() throws Exception {
        Server server = Server.builder()
                .http(0)
                .service("/fine", (context, request) -> HttpResponse.of("fine"))
                .service("/broken", (context, request) -> {
                    throw Requests.BROKEN;
                })
                .route()
                .path("/taken")
                .errorHandler((context, thrown) -> HttpResponse.of(409))
                .build((context, request) -> {
                    throw Requests.TAKEN;
                })
                .build();
        try {
            Requests.to(() -> {
                        server.start().join();
                        return server.activeLocalPort();
                    })
                    .check();
        } finally {
            server.stop().join();
        }
    }

    @Test
    void jooby() throws Exception {
        NettyServer server = new NettyServer();
        server.setOptions(new ServerOptions().setPort(0));
        try {
            Requests.to(() -> {
                        Jooby app = new Jooby();
                        app.error(
                                IllegalArgumentException.class,
                                (context, thrown, status) -> context.send(StatusCode.CONFLICT));
                        app.get("/fine", context -> "fine");
                        app.get("/broken", context -> {
                            throw Requests.BROKEN;
                        });
                        app.get("/taken", context -> {
                            throw Requests.TAKEN;
                        });
                        server.start(app);
                        return server.getOptions().getPort();
                    })
                    .check();
        } finally {
            server.stop();
        }
    }

    @Test
    void ratpack() throws Exception {
        ServerErrorHandler handler = (context, thrown) -> context.getResponse()
                .status(thrown == Requests.TAKEN ? 409 : 500)
                .send();
        RatpackServer server = RatpackServer.of(definition -> definition
                .serverConfig(config -> config.port(0).development(false))
                .registryOf(registry -> registry.add(ServerErrorHandler.class, handler))
                .handlers(chain -> chain.get("fine", context -> context.render("fine"))
                        .get("broken", context -> {
                            throw Requests.BROKEN;
                        })
                        .get("taken", context -> {
                            throw Requests.TAKEN;
                        })));
        try {
            Requests.to(() -> {
                        server.start();
                        return server.getBindPort();
                    })
                    .check();
        } finally {
            server.stop();
        }
    }

    @Test
    void blade() throws Exception {
        ExceptionHandler handler = thrown -> WebContext.response().status(thrown == Requests.TAKEN ? 409 : 500);
        Blade blade = Blade.create()
                .exceptionHandler(handler)
                .get("/fine", context -> context.text("fine"))
                .get("/broken", context -> {
                    throw Requests.BROKEN;
                })
                .get("/taken", context -> {
                    throw Requests.TAKEN;
                });
        try {
            Requests.to(() -> {
                        blade.listen(0).start(FrameworksTest.class).await();
                        return boundPort(blade);
                    })
                    .check();
        } finally {
            blade.stop();
        }
    }

    /** It does not tell. */
    private static int boundPort(Blade blade) throws ReflectiveOperationException {
        Channel channel = (Channel) field(field(blade, "server"), "channel");
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    private static Object field(Object owner, String name) throws ReflectiveOperationException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }
}
