package dev.z0.demo;

import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** A small shop as a team would write it; nothing in it knows of z0. Arguments: its port, the payment provider's URL. */
public final class Service {
    private Service() {}

    public static void main(String[] args) throws IOException, LifecycleException {
        Orders orders = new Orders();
        ScheduledExecutorService jobs = Executors.newScheduledThreadPool(1);
        jobs.scheduleAtFixedRate(new ReconcileOrders(orders), 1, 5, TimeUnit.SECONDS);

        String folder = Files.createTempDirectory("z0-demo").toString();
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(folder);
        Connector connector = new Connector();
        connector.setPort(Integer.parseInt(args[0]));
        connector.setProperty("address", "127.0.0.1");
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", folder);
        map(context, "/api/orders/*", new OrderServlet(orders, new Payments(args[1])));
        map(context, "/api/report", new ReportServlet(orders));
        tomcat.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(tomcat, jobs)));
    }

    private static void map(Context context, String pattern, HttpServlet servlet) {
        Tomcat.addServlet(context, pattern, servlet).addMapping(pattern);
    }

    private static void stop(Tomcat tomcat, ScheduledExecutorService jobs) {
        jobs.shutdown();
        try {
            tomcat.stop();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }
}
