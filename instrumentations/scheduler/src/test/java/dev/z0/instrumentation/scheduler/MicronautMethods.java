package dev.z0.instrumentation.scheduler;

import io.micronaut.context.ApplicationContext;
import io.micronaut.core.annotation.AnnotationValue;
import io.micronaut.core.annotation.AnnotationValueBuilder;
import io.micronaut.core.type.Argument;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.ExecutableMethod;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.scheduling.processor.ScheduledMethodProcessor;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** A context whose processor is told of methods as if Micronaut's compiler had found them. */
final class MicronautMethods implements AutoCloseable {
    private final ApplicationContext context = ApplicationContext.run();

    /** The type has a method of this name, which does this, and is annotated with {@code @Scheduled}. */
    <T> void schedule(Class<T> type, String name, String when, String value, Runnable does) throws Exception {
        schedule(type, name, scheduled().member(when, value).build(), does);
    }

    /** The same, with a condition that never holds. */
    <T> void unless(Class<T> type, String name, String when, String value, Runnable does) throws Exception {
        schedule(
                type,
                name,
                scheduled().member(when, value).member("condition", false).build(),
                does);
    }

    private static AnnotationValueBuilder<Scheduled> scheduled() {
        return AnnotationValue.builder(Scheduled.class);
    }

    private <T> void schedule(Class<T> type, String name, AnnotationValue<Scheduled> annotation, Runnable does)
            throws Exception {
        T bean = type.cast(make(type));
        context.registerSingleton(type, bean);
        ExecutableMethod<?, ?> method = proxy(ExecutableMethod.class, (self, called, arguments) -> {
            switch (called.getName()) {
                case "getDeclaringType":
                    return type;
                case "getMethodName":
                    return name;
                case "getAnnotationValuesByType":
                    return List.of(annotation);
                case "invoke":
                    does.run();
                    return null;
                default:
                    return nothing(called.getReturnType());
            }
        });
        BeanDefinition<?> definition = proxy(BeanDefinition.class, (self, called, arguments) -> {
            switch (called.getName()) {
                case "getBeanType":
                    return type;
                case "asArgument":
                    return Argument.of(type);
                default:
                    return nothing(called.getReturnType());
            }
        });
        context.getBean(ScheduledMethodProcessor.class).process(definition, method);
    }

    private static Object make(Class<?> type) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    private static Object nothing(Class<?> type) {
        if (type == Optional.class) {
            return Optional.empty();
        }
        if (type == Argument[].class) {
            return new Argument<?>[0];
        }
        return type == boolean.class ? (Object) false : type == int.class ? (Object) 0 : null;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
    }

    /** Closing the context does not end the chain of an expression's runs in every version. */
    @Override
    public void close() {
        context.getBean(ExecutorService.class, Qualifiers.byName(TaskExecutors.SCHEDULED))
                .shutdownNow();
        context.close();
    }
}
