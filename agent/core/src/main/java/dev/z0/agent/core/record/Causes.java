package dev.z0.agent.core.record;

import dev.z0.agent.core.redact.Redactor;
import dev.z0.agent.core.redact.SqlMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Follows exceptions to their causes, and reads what they say. Nothing that an application's exception class does gets
 * out of here. Thread-safe; not for the application's threads, since the exceptions' own code runs here.
 */
public final class Causes {
    private static final int MOST = 16;

    /** Exceptions that only carry another one. Exactly these: a subclass has a meaning of its own. */
    private static final Set<String> WRAPPERS = new HashSet<>(Arrays.asList(
            "java.lang.reflect.InvocationTargetException",
            "java.lang.reflect.UndeclaredThrowableException",
            "java.lang.ExceptionInInitializerError",
            "java.security.PrivilegedActionException",
            "java.util.concurrent.CompletionException",
            "java.util.concurrent.ExecutionException",
            "io.netty.handler.codec.DecoderException",
            "javax.servlet.ServletException",
            "jakarta.servlet.ServletException",
            "javax.ejb.EJBException",
            "jakarta.ejb.EJBException",
            "javax.ejb.EJBTransactionRolledbackException",
            "jakarta.ejb.EJBTransactionRolledbackException",
            "org.springframework.web.util.NestedServletException",
            "org.apache.jasper.JasperException",
            "org.glassfish.jersey.server.internal.process.MappableException",
            "org.glassfish.jersey.server.ContainerException",
            "org.jboss.resteasy.spi.UnhandledException",
            "play.api.UnexpectedException",
            "org.quartz.SchedulerException",
            "org.quartz.JobExecutionException"));

    private Causes() {}

    /** The exception and its causes in order, without repetition; empty for null. */
    static List<Throwable> chain(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        Throwable next = thrown;
        while (next != null && chain.size() < MOST && !contains(chain, next)) {
            chain.add(next);
            next = cause(next);
        }
        return chain;
    }

    /** The exception that says what went wrong, and its causes in order, without repetition; empty for null. */
    static List<Throwable> deciding(Throwable thrown) {
        List<Throwable> chain = chain(thrown);
        int first = 0;
        while (first < chain.size() - 1 && isWrapper(chain.get(first), chain.get(first + 1))) {
            first++;
        }
        return chain.subList(first, chain.size());
    }

    /** The full name of the class that says what went wrong. */
    static String className(Throwable thrown) {
        return deciding(thrown).get(0).getClass().getName();
    }

    private static boolean contains(List<Throwable> chain, Throwable one) {
        for (Throwable other : chain) {
            if (other == one) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWrapper(Throwable thrown, Throwable cause) {
        if (WRAPPERS.contains(thrown.getClass().getName())) {
            return true;
        }
        boolean plain = thrown.getClass() == RuntimeException.class || thrown.getClass() == Exception.class;
        String message = plain ? message(thrown) : null;
        return plain && (message == null || message.equals(text(cause)));
    }

    /** What the exception at {@code index} says, redacted; null for nothing. */
    public static String message(List<Throwable> chain, int index) {
        String message = message(chain.get(index));
        return message == null ? null : Redactor.text(sql(chain) == null ? message : SqlMessage.redact(message));
    }

    /** The first exception of a database among these; null where there is none. */
    static Throwable sql(List<Throwable> chain) {
        for (Throwable thrown : chain) {
            if (isSql(thrown)) {
                return thrown;
            }
        }
        return null;
    }

    /** By name: a JVM can lack the module that the class is in. */
    private static boolean isSql(Throwable thrown) {
        for (Class<?> type = thrown.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().equals("java.sql.SQLException")) {
                return true;
            }
        }
        return false;
    }

    private static Throwable cause(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (Throwable e) {
            return null;
        }
    }

    /** What the exception says, as it stands; null for nothing. */
    static String message(Throwable thrown) {
        try {
            return thrown.getMessage();
        } catch (Throwable e) {
            return null;
        }
    }

    private static String text(Throwable thrown) {
        String message = message(thrown);
        String name = thrown.getClass().getName();
        return message == null ? name : name + ": " + message;
    }
}
