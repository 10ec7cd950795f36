package dev.z0.agent.weaver;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Puts one class into the boot loader: {@code java.lang.Z0Dispatcher}. Woven code of every loader can see it, OSGi's and
 * JBoss Modules' included, because they all delegate {@code java.}. It holds one function and does nothing but call it,
 * so it is made here rather than compiled: no compiler lets a project declare a class of {@code java.lang}.
 */
final class Dispatcher {
    static final String NAME = "java/lang/Z0Dispatcher";
    static final String LINK = "link";
    static final String LINK_DESCRIPTOR =
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "Ljava/lang/String;I)Ljava/lang/invoke/CallSite;";
    static final String CALL = "call";
    static final String CALL_DESCRIPTOR = "(I[Ljava/lang/Object;)Ljava/lang/Object;";
    static final String FAILED = "failed";
    static final String FAILED_DESCRIPTOR = "(Ljava/lang/Throwable;Ljava/lang/String;)V";

    private static final String TARGET = "target";
    private static final String FUNCTION = "Ljava/util/function/Function;";

    private Dispatcher() {}

    /** Defines the class unless an earlier start of the agent has, and makes {@code target} answer its calls. */
    static void install(Instrumentation instrumentation, Function<Object[], Object> target) throws Exception {
        Class<?> dispatcher;
        try {
            dispatcher = Class.forName(NAME.replace('/', '.'), true, null);
        } catch (ClassNotFoundException e) {
            dispatcher = define(instrumentation, bytes());
        }
        dispatcher.getField(TARGET).set(null, target);
    }

    private static Class<?> define(Instrumentation instrumentation, byte[] bytes) throws Exception {
        Method lookup;
        try {
            lookup = MethodHandles.class.getMethod("privateLookupIn", Class.class, MethodHandles.Lookup.class);
        } catch (NoSuchMethodException beforeJava9) {
            Field field = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
            field.setAccessible(true);
            return (Class<?>) field.getType()
                    .getMethod(
                            "defineClass",
                            String.class,
                            byte[].class,
                            int.class,
                            int.class,
                            ClassLoader.class,
                            java.security.ProtectionDomain.class)
                    .invoke(field.get(null), NAME, bytes, 0, bytes.length, null, null);
        }
        openPackages(instrumentation);
        Object inside = lookup.invoke(null, Object.class, MethodHandles.lookup());
        return (Class<?>) MethodHandles.Lookup.class
                .getMethod("defineClass", byte[].class)
                .invoke(inside, (Object) bytes);
    }

    /** The modules' types exist from Java 9 on. */
    private static void openPackages(Instrumentation instrumentation) throws Exception {
        Method moduleOf = Class.class.getMethod("getModule");
        // java.io has the streams below System.out, java.util.concurrent the task inside a callable,
        // jdk.internal.reflect the method that a lambda stands for, sun.net.www the headers that a connection writes.
        String[] base = {
            "java.lang",
            "java.io",
            "java.util.concurrent",
            "jdk.internal.reflect",
            "sun.net.www",
            "sun.net.www.protocol.http"
        };
        open(instrumentation, moduleOf.invoke(Object.class), base);
        Class<?> layer = Class.forName("java.lang.ModuleLayer");
        Object boot = layer.getMethod("boot").invoke(null);
        Optional<?> client =
                (Optional<?>) layer.getMethod("findModule", String.class).invoke(boot, "java.net.http");
        if (client.isPresent()) {
            open(instrumentation, client.get(), "jdk.internal.net.http"); // has a request's headers
        }
    }

    /** Lets z0 in where nobody else is. */
    private static void open(Instrumentation instrumentation, Object module, String... packages) throws Exception {
        Object ours = Class.class.getMethod("getModule").invoke(Dispatcher.class);
        Map<String, Set<?>> opens = new HashMap<>();
        for (String name : packages) {
            opens.put(name, Collections.singleton(ours));
        }
        Instrumentation.class
                .getMethod(
                        "redefineModule",
                        Class.forName("java.lang.Module"),
                        Set.class,
                        Map.class,
                        Map.class,
                        Set.class,
                        Map.class)
                .invoke(
                        instrumentation,
                        module,
                        Collections.emptySet(),
                        Collections.emptyMap(),
                        opens,
                        Collections.emptySet(),
                        Collections.emptyMap());
    }

    private static byte[] bytes() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V1_5, Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL, NAME, null, "java/lang/Object", null);
        writer.visitField(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_VOLATILE, TARGET, FUNCTION, null, null)
                .visitEnd();
        method(writer, LINK, LINK_DESCRIPTOR, "java/lang/invoke/CallSite");
        method(writer, CALL, CALL_DESCRIPTOR, null);
        method(writer, FAILED, FAILED_DESCRIPTOR, null);
        writer.visitEnd();
        return writer.toByteArray();
    }

    /** A static method that packs its arguments into an array, behind its own name, and gives it to the target. */
    private static void method(ClassWriter writer, String name, String descriptor, String cast) {
        net.bytebuddy.jar.asm.Type[] arguments = net.bytebuddy.jar.asm.Type.getArgumentTypes(descriptor);
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, name, descriptor, null, null);
        code.visitCode();
        code.visitFieldInsn(Opcodes.GETSTATIC, NAME, TARGET, FUNCTION);
        Code.array(code, arguments, 0, name);
        code.visitMethodInsn(
                Opcodes.INVOKEINTERFACE,
                "java/util/function/Function",
                "apply",
                "(Ljava/lang/Object;)Ljava/lang/Object;",
                true);
        if (descriptor.endsWith("V")) {
            code.visitInsn(Opcodes.RETURN);
        } else {
            if (cast != null) {
                code.visitTypeInsn(Opcodes.CHECKCAST, cast);
            }
            code.visitInsn(Opcodes.ARETURN);
        }
        code.visitMaxs(8, arguments.length);
        code.visitEnd();
    }
}
