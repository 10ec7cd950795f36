package dev.z0.agent.weaver;

import dev.z0.agent.core.weaving.Advice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Reads an advice class from its bytes, without loading it, and checks the rules that advice must keep.
 *
 * @throws IllegalStateException where it breaks one
 */
final class AdviceReader extends ClassVisitor {
    private static final String PACKAGE = "Ldev/z0/agent/core/weaving/";

    private final Advice advice;
    private final List<AdviceMethod> methods = new ArrayList<>();

    private AdviceReader(Advice advice) {
        super(Opcodes.ASM9);
        this.advice = advice;
    }

    /** The advice methods of the class: those that give a state first, then the others in the order of the class. */
    static List<AdviceMethod> read(Advice advice, byte[] bytes) {
        AdviceReader reader = new AdviceReader(advice);
        new ClassReader(bytes).accept(reader, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        if (reader.methods.isEmpty()) {
            throw new IllegalStateException(advice.className() + " has no advice method");
        }
        List<AdviceMethod> ordered = new ArrayList<>();
        for (AdviceMethod method : reader.methods) {
            ordered.add(method.moment == AdviceMethod.Moment.ENTER && method.replaces < 0 ? 0 : ordered.size(), method);
        }
        return ordered;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        Found found = new Found(access, name, descriptor);
        return found;
    }

    /** A method of the class, which may turn out to be advice. */
    final class Found extends MethodVisitor {
        private final int access;
        private final String descriptor;
        final String name;
        final List<AdviceMethod.Source> sources;
        final int[] positions;
        AdviceMethod.Moment moment;
        int replaces = -1;
        boolean replacesReturn;
        String owner;
        String called;

        Found(int access, String name, String descriptor) {
            super(Opcodes.ASM9);
            this.access = access;
            this.name = name;
            this.descriptor = descriptor;
            int count = Type.getArgumentTypes(descriptor).length;
            sources = new ArrayList<>(Arrays.asList(new AdviceMethod.Source[count]));
            positions = new int[count];
        }

        @Override
        public AnnotationVisitor visitAnnotation(String type, boolean visible) {
            if (type.equals(PACKAGE + "OnEnter;")) {
                moment = AdviceMethod.Moment.ENTER;
            } else if (type.equals(PACKAGE + "OnExit;")) {
                moment = AdviceMethod.Moment.EXIT;
            } else if (type.equals(PACKAGE + "InsteadOfCall;")) {
                moment = AdviceMethod.Moment.INSTEAD_OF_CALL;
            } else {
                return null;
            }
            return new AnnotationVisitor(Opcodes.ASM9) {
                @Override
                public void visit(String key, Object value) {
                    if ("replaces".equals(key)) {
                        replaces = (Integer) value;
                    } else if ("replacesReturn".equals(key)) {
                        replacesReturn = (Boolean) value;
                    } else if ("owner".equals(key)) {
                        owner = advice.rename(((String) value).replace('.', '/'));
                    } else if ("name".equals(key)) {
                        called = (String) value;
                    }
                }
            };
        }

        @Override
        public AnnotationVisitor visitParameterAnnotation(int parameter, String type, boolean visible) {
            AdviceMethod.Source source = source(type);
            if (source == null) {
                return null;
            }
            sources.set(parameter, source);
            return new AnnotationVisitor(Opcodes.ASM9) {
                @Override
                public void visit(String key, Object value) {
                    positions[parameter] = (Integer) value;
                }
            };
        }

        @Override
        public void visitEnd() {
            if (moment == null) {
                return;
            }
            int required = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
            if ((access & required) != required) {
                throw new IllegalStateException(advice.className() + '.' + name + " is not public and static");
            }
            if (moment != AdviceMethod.Moment.INSTEAD_OF_CALL && sources.contains(null)) {
                throw new IllegalStateException(
                        advice.className() + '.' + name + " has a parameter without annotation");
            }
            String renamed = advice.rename(descriptor);
            if (renamed.contains("Ldev/z0/")
                    || renamed.contains("Lio/opentelemetry/") && !advice.meansItsOpenTelemetry()) {
                throw new IllegalStateException(
                        advice.className() + '.' + name + " names a type that the library cannot see");
            }
            methods.add(new AdviceMethod(this, renamed));
        }
    }

    private static AdviceMethod.Source source(String annotation) {
        switch (annotation) {
            case PACKAGE + "This;":
                return AdviceMethod.Source.THIS;
            case PACKAGE + "Argument;":
                return AdviceMethod.Source.ARGUMENT;
            case PACKAGE + "AllArguments;":
                return AdviceMethod.Source.ALL_ARGUMENTS;
            case PACKAGE + "Entered;":
                return AdviceMethod.Source.ENTERED;
            case PACKAGE + "Returned;":
                return AdviceMethod.Source.RETURNED;
            case PACKAGE + "Thrown;":
                return AdviceMethod.Source.THROWN;
            case PACKAGE + "Origin;":
                return AdviceMethod.Source.ORIGIN;
            case PACKAGE + "Hooked;":
                return AdviceMethod.Source.HOOKED;
            default:
                return null;
        }
    }
}
