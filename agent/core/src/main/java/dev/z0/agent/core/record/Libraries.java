package dev.z0.agent.core.record;

/** Tells the application's classes from those of the JDK, servers, frameworks and drivers. */
public final class Libraries {
    private static final String PREFIXES = "java. javax. jakarta. jdk. sun. com.sun. kotlin. kotlinx. scala. groovy."
            + " org.springframework. org.apache. org.hibernate. org.jboss. org.wildfly. io.undertow. org.eclipse."
            + " io.netty. reactor. io.reactivex. com.zaxxer.hikari. org.postgresql. org.h2. com.mysql. org.mariadb."
            + " oracle. com.microsoft.sqlserver. org.hsqldb. org.sqlite. org.glassfish. com.fasterxml. okhttp3."
            + " org.quartz. net.bytebuddy. com.google.common. io.quarkus. io.micronaut. io.vertx. ch.qos.logback."
            + " org.slf4j. org.junit. dev.z0.agent. dev.z0.instrumentation.";

    private static final String[] EACH = PREFIXES.split(" ");

    private Libraries() {}

    /** Whether a class of this name is one of theirs. */
    public static boolean contains(String className) {
        for (String prefix : EACH) {
            if (className.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
