package dev.z0.instrumentation.scheduler;

import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Jobs;
import dev.z0.agent.core.support.Lambdas;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/** Finds for a scheduled task a name that whoever wrote it recognises, and that is the same after the next start. */
final class JobNames {
    /** Whose tasks are no operator's jobs: pools' and servers' housekeeping. */
    private static final String[] INFRASTRUCTURE = {
        "java.",
        "javax.",
        "jdk.",
        "sun.",
        "com.sun.",
        "dev.z0.agent.",
        "org.springframework.",
        "org.apache.catalina.",
        "org.apache.tomcat.",
        "org.apache.coyote.",
        "org.apache.tomee.",
        "org.apache.openejb.",
        "org.apache.cxf.",
        "org.apache.felix.",
        "org.apache.karaf.",
        "org.apache.http.",
        "org.apache.hc.",
        "org.apache.jackrabbit.",
        "org.apache.kafka.",
        "org.apache.commons.pool",
        "org.apache.commons.dbcp",
        "org.apache.curator.",
        "org.apache.mina.",
        "org.apache.sling.",
        "org.apache.sshd.",
        "org.apache.zookeeper.",
        "org.apache.activemq.",
        "org.apache.logging.",
        "ch.qos.logback.",
        "com.zaxxer.hikari.",
        "com.alibaba.druid.",
        "com.arjuna.",
        "com.atomikos.",
        "bitronix.",
        "com.mchange.",
        "com.mysql.",
        "org.mariadb.",
        "org.postgresql.",
        "oracle.",
        "com.microsoft.sqlserver.",
        "org.h2.",
        "org.hsqldb.",
        "org.hibernate.",
        "org.eclipse.jetty.",
        "org.eclipse.osgi.",
        "org.eclipse.equinox.",
        "io.undertow.",
        "org.xnio.",
        "org.wildfly.",
        "org.jboss.",
        "org.infinispan.",
        "org.jgroups.",
        "org.ehcache.",
        "net.sf.ehcache.",
        "org.glassfish.",
        "fish.payara.",
        "com.ibm.",
        "io.openliberty.",
        "io.helidon.",
        "io.netty.",
        "reactor.",
        "io.reactivex.",
        "io.quarkus.",
        "io.micronaut.",
        "io.vertx.",
        "io.ktor.",
        "io.jooby.",
        "io.javalin.",
        "io.muserver.",
        "com.linecorp.armeria.",
        "ratpack.",
        "akka.",
        "okhttp3.",
        "io.grpc.",
        "io.lettuce.",
        "redis.clients.",
        "org.redisson.",
        "com.mongodb.",
        "com.couchbase.",
        "com.datastax.",
        "com.rabbitmq.",
        "com.hazelcast.",
        "com.netflix.",
        "com.codahale.metrics.",
        "io.micrometer.",
        "io.opentelemetry.",
        "io.prometheus.",
        "software.amazon.awssdk.",
        "com.amazonaws.",
        "com.google.api.",
        "com.google.cloud.",
        "org.quartz.",
        "datadog.",
        "co.elastic.",
        "com.newrelic.",
        "org.slf4j.",
    };

    /** Whose classes may hold the task that is meant: frameworks', and those of agents and libraries that trace it. */
    private static final String[] WRAPPERS = {
        "java.util.concurrent.Executors$",
        "org.springframework.",
        "io.micronaut.",
        "org.apache.openejb.threads.",
        "org.jboss.as.ee.concurrent.",
        "net.javacrumbs.shedlock.",
        "io.opentelemetry.",
        "io.micrometer.",
        "datadog.",
        "co.elastic.",
        "com.newrelic.",
    };

    private static final int MOST_WRAPPERS = 8;

    private static final String SAY_NOTHING =
            " run main start init call execute apply accept schedule get invoke doRun handle process ";

    private static final String SPRING = "org.springframework.scheduling.";
    private static final String MICRONAUT = "io.micronaut.scheduling.processor.ScheduledMethodProcessor";

    private JobNames() {}

    /** The job that a task is when it runs periodically; null where it is some library's own. */
    static Job periodic(Object task, long periodNanos) {
        String[] name = name(task);
        return name == null ? null : Job.periodic(name[0], name[1], periodNanos);
    }

    /** The job that a task is when it runs by some other schedule; null where it is some library's own. */
    static Job job(Object task, String schedule) {
        String[] name = name(task);
        return name == null ? null : new Job(name[0], name[1], schedule);
    }

    /** The names of a job whose method is known; null where it is some library's own. */
    static String[] ofMethod(String declaring, String method) {
        return named(declaring, method, declaring + '#' + method);
    }

    /** Whether a class of this name is some library's own, and does not call the application's. */
    static boolean isHousekeeping(String type) {
        return startsWith(type, INFRASTRUCTURE) && !type.startsWith(SPRING);
    }

    /** The declaring class's simple name, and the job's. */
    private static String[] name(Object scheduled) {
        try {
            return nameOf(unwrapped(scheduled));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null; // a Spring that is to come, or one that is not open
        }
    }

    private static String[] nameOf(Object task) throws ReflectiveOperationException {
        String type = task.getClass().getName();
        if (type.equals(SPRING + "support.ScheduledMethodRunnable")) {
            Method method = (Method) task.getClass().getMethod("getMethod").invoke(task);
            String declaring = method.getDeclaringClass().getName();
            return ofMethod(declaring, method.getName());
        }
        if (type.startsWith(MICRONAUT)) {
            return ofMicronaut(task);
        }
        if (Lambdas.isLambda(task.getClass())) {
            String[] method = Lambdas.implementation(task.getClass());
            String[] name = method == null ? null : named(method[0], written(method[1]), method[0] + '#' + method[1]);
            return name == null ? named(type, caller(type), "") : name;
        }
        Method enclosing = task.getClass().getEnclosingMethod();
        return named(type, enclosing == null ? "run" : enclosing.getName(), type);
    }

    /** What Micronaut schedules for a method is a lambda, which holds its own description of that method. */
    private static String[] ofMicronaut(Object lambda) throws ReflectiveOperationException {
        for (Field field : lambda.getClass().getDeclaredFields()) {
            Class<?> type = field.getType();
            if (type.getName().equals("io.micronaut.inject.ExecutableMethod")) {
                field.setAccessible(true);
                Object method = field.get(lambda);
                Class<?> declaring =
                        (Class<?>) type.getMethod("getDeclaringType").invoke(method);
                return ofMethod(declaring.getName(), (String)
                        type.getMethod("getMethodName").invoke(method));
            }
        }
        return null;
    }

    /** The task inside of all that was put around it. */
    private static Object unwrapped(Object scheduled) throws ReflectiveOperationException {
        Object task = scheduled;
        for (int i = 0; i < MOST_WRAPPERS && startsWith(task.getClass().getName(), WRAPPERS); i++) {
            Field field = onlyTask(task.getClass());
            if (field == null) {
                break;
            }
            field.setAccessible(true);
            Object inner = field.get(task);
            task = inner == null ? task : inner;
        }
        return task;
    }

    /** The one field of a wrapper, or of the class that it extends, that holds a task; null where there is none, or are more. */
    private static Field onlyTask(Class<?> wrapper) {
        Field found = null;
        for (Class<?> type = wrapper; type != null && found == null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getType() == Runnable.class && !Modifier.isStatic(field.getModifiers())) {
                    if (found != null) {
                        return null;
                    }
                    found = field;
                }
            }
        }
        return found;
    }

    private static boolean startsWith(String type, String[] prefixes) {
        for (String prefix : prefixes) {
            if (type.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** {@code lambda$start$0} was written in {@code start}. */
    private static String written(String method) {
        if (!method.startsWith("lambda$")) {
            return method;
        }
        int last = method.lastIndexOf('$');
        String in = method.substring(7, Math.max(7, last));
        return in.isEmpty() || in.equals("new") || in.equals("static") ? "init" : in;
    }

    /**
     * The class's simple name and the method's; where the method's says nothing, the name of what is around the class,
     * and the class's. Null for infrastructure. Of an anonymous class the one around it counts. What the same name would be
     * given to at another place gets a letter.
     */
    private static String[] named(String type, String method, String place) {
        if (startsWith(type, INFRASTRUCTURE)) {
            return null;
        }
        int end = type.indexOf("$$") > 0 ? type.indexOf("$$") : type.length();
        int digits = end;
        while (isNumber(type.charAt(digits - 1))) {
            digits--;
        }
        end = digits < end && type.charAt(digits - 1) == '$' ? digits - 1 : end;
        int start = startOfName(type, end);
        String simple = type.substring(start, end);
        if (SAY_NOTHING.indexOf(' ' + method + ' ') < 0) {
            return at(place, simple, method);
        }
        String around = start == 0 ? simple : type.substring(startOfName(type, start - 1), start - 1);
        return at(place, around, simple);
    }

    private static String[] at(String place, String declaring, String name) {
        return new String[] {declaring, Jobs.nameAt(declaring, name, place)};
    }

    private static int startOfName(String type, int end) {
        return Math.max(type.lastIndexOf('.', end - 1), type.lastIndexOf('$', end - 1)) + 1;
    }

    private static boolean isNumber(char c) {
        return c >= '0' && c <= '9';
    }

    /** The method of the lambda's class that schedules it, now, on this thread: where it can't be asked for its own. */
    private static String caller(String lambda) {
        String declaring = lambda.substring(0, lambda.indexOf("$$"));
        for (StackTraceElement frame : new Throwable().getStackTrace()) {
            if (frame.getClassName().equals(declaring)) {
                return frame.getMethodName().charAt(0) == '<' ? "init" : written(frame.getMethodName());
            }
        }
        return "run";
    }
}
