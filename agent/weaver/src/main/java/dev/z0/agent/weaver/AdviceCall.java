package dev.z0.agent.weaver;

import dev.z0.agent.core.weaving.Advice;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * How woven code calls an advice method: by invokedynamic, which the JIT compiles into a direct call; in class files
 * too old for that, through an array and a number.
 */
final class AdviceCall {
    private static final Handle BOOTSTRAP =
            new Handle(Opcodes.H_INVOKESTATIC, Dispatcher.NAME, Dispatcher.LINK, Dispatcher.LINK_DESCRIPTOR, false);

    private final Advice advice;
    private final Linker linker;
    private final ClassLoader library;
    private final boolean dynamic;

    /** {@code dynamic}: whether the class file is recent enough for invokedynamic. */
    AdviceCall(Advice advice, Linker linker, ClassLoader library, boolean dynamic) {
        this.advice = advice;
        this.linker = linker;
        this.library = library;
        this.dynamic = dynamic;
    }

    /** The advice class, as it is counted and named where it fails. */
    String adviceName() {
        return advice.className();
    }

    /** Calls the method with the arguments that {@code push} puts on the stack (none for a call's stand-in). */
    void emit(MethodVisitor code, AdviceMethod method, Runnable push) {
        Place place = Place.of(advice, method);
        if (dynamic) {
            push.run();
            code.visitInvokeDynamicInsn(place.name, method.placeDescriptor(), BOOTSTRAP, place.advice, place.flags);
            return;
        }
        int site = linker.oldSite(library, method.placeDescriptor(), place);
        push.run();
        spread(code, method.types, site);
        if (method.returns.getSort() == Type.VOID) {
            code.visitInsn(Opcodes.POP);
        } else {
            Code.unbox(code, method.returns);
        }
    }

    /** Turns the values on the stack into {@code call(site, array)}: last one first, as they come off. */
    private static void spread(MethodVisitor code, Type[] types, int site) {
        Code.integer(code, types.length);
        code.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
        for (int i = types.length - 1; i >= 0; i--) {
            if (types[i].getSize() == 2) {
                code.visitInsn(Opcodes.DUP_X2);
                code.visitInsn(Opcodes.DUP_X2);
                code.visitInsn(Opcodes.POP);
            } else {
                code.visitInsn(Opcodes.DUP_X1);
                code.visitInsn(Opcodes.SWAP);
            }
            Code.box(code, types[i]);
            Code.integer(code, i);
            code.visitInsn(Opcodes.SWAP);
            code.visitInsn(Opcodes.AASTORE);
        }
        Code.integer(code, site);
        code.visitInsn(Opcodes.SWAP);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, Dispatcher.NAME, Dispatcher.CALL, Dispatcher.CALL_DESCRIPTOR, false);
    }
}
