package dev.z0.agent.weaver;

import dev.z0.agent.weaver.AdviceMethod.Moment;
import dev.z0.agent.weaver.AdviceMethod.Source;
import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Weaves exit advice into a constructor, before each of its returns. There is no object to speak of before that, and
 * none after an exception; so advice sees {@code @This} and arguments, and nothing else.
 */
final class ConstructorWeaver extends MethodVisitor {
    private final AdviceCall call;
    private final AdviceMethod exit;
    private final String owner;
    private final Type[] arguments;
    private final boolean frames;
    private int needed;

    private ConstructorWeaver(MethodVisitor next, AdviceCall call, AdviceMethod exit, MethodWeaver.Target target) {
        super(Opcodes.ASM9, next);
        this.call = call;
        this.exit = exit;
        this.owner = target.owner;
        this.arguments = Type.getArgumentTypes(target.descriptor);
        this.frames = target.frames;
    }

    /** Weaves the exit among {@code advice}; what else is there cannot be had. */
    static MethodVisitor weave(
            MethodVisitor next, AdviceCall call, List<AdviceMethod> advice, MethodWeaver.Target target) {
        MethodVisitor woven = next;
        for (AdviceMethod method : advice) {
            if (method.moment == Moment.EXIT) {
                woven = new ConstructorWeaver(woven, call, method, target);
            }
        }
        return woven;
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode == Opcodes.RETURN) {
            leave();
        }
        super.visitInsn(opcode);
    }

    private void leave() {
        Label start = new Label();
        Label end = new Label();
        Label caught = new Label();
        Label after = new Label();
        mv.visitTryCatchBlock(start, end, caught, "java/lang/Throwable");
        mv.visitLabel(start);
        call.emit(mv, exit, this::push);
        if (exit.returns.getSort() != Type.VOID) {
            mv.visitInsn(exit.returns.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
        }
        mv.visitLabel(end);
        mv.visitJumpInsn(Opcodes.GOTO, after);
        mv.visitLabel(caught);
        frame("java/lang/Throwable");
        mv.visitLdcInsn(call.adviceName());
        mv.visitMethodInsn(
                Opcodes.INVOKESTATIC, Dispatcher.NAME, Dispatcher.FAILED, Dispatcher.FAILED_DESCRIPTOR, false);
        mv.visitLabel(after);
        frame(null);
    }

    /** From here to the return only the object and the arguments matter; those to the next advice, if there is one. */
    private void frame(String onStack) {
        if (frames) {
            Object[] locals = new Object[arguments.length + 1];
            locals[0] = owner;
            for (int i = 0; i < arguments.length; i++) {
                locals[i + 1] = Code.frame(arguments[i]);
            }
            Object[] stack = onStack == null ? new Object[0] : new Object[] {onStack};
            mv.visitFrame(Opcodes.F_NEW, locals.length, locals, stack.length, stack);
        }
    }

    private void push() {
        int stack = 0;
        for (int i = 0; i < exit.types.length; i++) {
            Type wanted = exit.types[i];
            Source source = exit.sources.get(i);
            if (source == Source.THIS) {
                mv.visitVarInsn(Opcodes.ALOAD, 0);
            } else if (source == Source.ARGUMENT && exit.positions[i] < arguments.length) {
                Type type = arguments[exit.positions[i]];
                mv.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local(exit.positions[i]));
                if (wanted.getSort() >= Type.ARRAY) {
                    Code.box(mv, type);
                }
            } else {
                Code.zero(mv, wanted);
            }
            stack += wanted.getSize();
        }
        needed = Math.max(needed, stack + 8);
    }

    private int local(int argument) {
        int local = 1;
        for (int i = 0; i < argument; i++) {
            local += arguments[i].getSize();
        }
        return local;
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        super.visitMaxs(Math.max(maxStack, needed), maxLocals);
    }
}
