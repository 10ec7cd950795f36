package dev.z0.smoke.servlet;

import java.util.UUID;
import javax.servlet.ServletContext;
import javax.servlet.ServletContextEvent;
import javax.servlet.ServletContextListener;
import javax.servlet.ServletRegistration;

/** Registers every page of the application, each as a servlet of its own. */
public final class Application implements ServletContextListener {
    private Database database;
    private Work work;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        database = new Database();
        work = new Work(database, new Remote(System.getProperty("smoke.stub", "")));
        ServletContext context = event.getServletContext();
        register(context, "/ping", (request, response) -> Pages.text(response, "pong"));
        String deployed = UUID.randomUUID().toString();
        register(context, "/deployed", (request, response) -> Pages.text(response, deployed));
        register(context, "/echo", Pages::echo);
        register(context, "/items/*", (request, response) -> Pages.text(response, request.getPathInfo()));
        register(context, "/error", Pages::error);
        register(context, "/send-error", Pages::sendError);
        register(context, "/error-page", (request, response) -> Pages.text(response, "sorry"));
        register(context, "/forward", Pages::forward);
        register(context, "/include", Pages::include);
        register(context, "/redirect", Pages::redirect);
        register(context, "/stream", Pages::stream);
        register(context, "/slow", Pages::slow);
        register(context, "/print", Pages::print);
        register(context, "/async", new Async(work));
        register(context, "/work", work::work);
        register(context, "/n-plus-one", work::nPlusOne);
        register(context, "/batch", work::batch);
        register(context, "/bad-query", work::badQuery);
        register(context, "/fan-out", work::fanOut);
        register(context, "/bad-call", work::badCall);
        register(context, "/insert", work::insert);
        register(context, "/hop", work::hop);
        register(context, "/measured", Pages::measured);
        HostilePages hostile = new HostilePages();
        context.addFilter("hostile", hostile).addMappingForUrlPatterns(null, false, "/hostile/*");
        register(context, "/hostile/header", hostile::header);
        register(context, "/hostile/query", hostile::query);
        register(context, "/hostile/task", hostile::task);
        register(context, "/hostile/exception", hostile::exception);
        register(context, "/hostile/deep", hostile::deep);
        register(context, "/thrown", hostile::thrown);
    }

    private static void register(ServletContext context, String pattern, Page page) {
        ServletRegistration.Dynamic servlet = context.addServlet(pattern, new PageServlet(page));
        servlet.addMapping(pattern);
        servlet.setAsyncSupported(true);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        work.close();
        database.close();
    }
}
