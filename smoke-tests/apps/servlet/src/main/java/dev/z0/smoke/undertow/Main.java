package dev.z0.smoke.undertow;

import dev.z0.smoke.servlet.Application;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentManager;
import javax.servlet.ServletException;

/** The same application on an embedded Undertow: {@code Main <port>}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws ServletException {
        DeploymentManager deployment = Servlets.defaultContainer()
                .addDeployment(Servlets.deployment()
                        .setClassLoader(Main.class.getClassLoader())
                        .setContextPath("/app")
                        .setDeploymentName("app")
                        .setAllowNonStandardWrappers(true)
                        .addListener(Servlets.listener(Application.class))
                        .addErrorPage(Servlets.errorPage("/error-page", 418)));
        deployment.deploy();
        Undertow server = Undertow.builder()
                .addHttpListener(Integer.parseInt(args[0]), "127.0.0.1")
                .setHandler(Handlers.path().addPrefixPath("/app", deployment.start()))
                .build();
        server.start();
        // Undertow leaves this to the program: requests under way are finished, and no more are taken.
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
    }
}
