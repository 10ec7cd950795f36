package dev.z0.agent.weaver;

import dev.z0.agent.weaver.AdviceMethod.Moment;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Weaves one advice into one method, as it streams by. The method becomes
 *
 * <pre>
 *   state = enter(…)                      each advice call by invokedynamic, and inside a try of its own
 *   try { body; every return jumps to done } catch (Throwable t) { exit(state, t); throw t }
 *   done: exit(state, result); return result
 * </pre>
 *
 * <p>{@link Locals} says where state, result and exception lie. Frames come expanded.
 */
final class MethodWeaver extends MethodVisitor {
    private final AdviceCall call;
    private final List<AdviceMethod> advice;
    private final AdviceMethod exit;
    private final String origin;
    private final String hook;
    private final Type[] arguments;
    private final Type result;
    private final boolean frames;
    private final Locals locals;

    private final Label bodyStart = new Label();
    private final Label bodyEnd = new Label();
    private final Label handler = new Label();
    private final Label done = new Label();
    private final List<Label[]> guards = new ArrayList<>();
    private boolean returns;
    private int needed;

    /** What a stand-in for a call may put on top of what the body has on the stack. */
    private int onTop;

    MethodWeaver(MethodVisitor next, AdviceCall call, List<AdviceMethod> advice, Target target) {
        super(Opcodes.ASM9, next);
        this.call = call;
        this.advice = advice;
        this.hook = target.hook;
        this.origin = target.owner.replace('/', '.') + '#' + target.name + target.descriptor;
        this.arguments = Type.getArgumentTypes(target.descriptor);
        this.result = Type.getReturnType(target.descriptor);
        this.frames = target.frames;
        AdviceMethod leaving = null;
        for (AdviceMethod method : advice) {
            leaving = method.moment == Moment.EXIT ? method : leaving;
        }
        exit = leaving;
        locals = new Locals(target, advice, exit);
    }

    /** What is woven into. */
    static final class Target {
        final int access;
        final String owner;
        final String name;
        final String descriptor;
        final boolean frames;
        final String hook;

        Target(int access, String owner, String name, String descriptor, boolean frames, String hook) {
            this.access = access;
            this.owner = owner;
            this.name = name;
            this.descriptor = descriptor;
            this.frames = frames;
            this.hook = hook;
        }
    }

    @Override
    public void visitCode() {
        super.visitCode();
        if (locals.state >= 0) {
            mv.visitInsn(Opcodes.ACONST_NULL);
            mv.visitVarInsn(Opcodes.ASTORE, locals.state);
        }
        for (Locals.Saved one : locals.saved) {
            mv.visitVarInsn(one.type.getOpcode(Opcodes.ILOAD), one.from);
            mv.visitVarInsn(one.type.getOpcode(Opcodes.ISTORE), one.to);
        }
        for (AdviceMethod method : advice) {
            if (method.moment == Moment.ENTER) {
                enter(method);
            }
        }
        mv.visitLabel(bodyStart);
    }

    private void enter(AdviceMethod method) {
        guarded(
                () -> {
                    call.emit(mv, method, () -> push(method, false));
                    if (method.replaces >= 0) {
                        Type argument = arguments[method.replaces];
                        cast(argument, method.returns);
                        mv.visitVarInsn(argument.getOpcode(Opcodes.ISTORE), locals.argument(method.replaces));
                    } else if (method.returns.getSort() != Type.VOID) {
                        if (locals.state >= 0) {
                            mv.visitVarInsn(Opcodes.ASTORE, locals.state);
                        } else {
                            mv.visitInsn(Opcodes.POP);
                        }
                    }
                },
                locals.atEntry());
    }

    private void cast(Type to, Type from) {
        if (to.getSort() >= Type.ARRAY && !to.equals(from)) {
            mv.visitTypeInsn(Opcodes.CHECKCAST, to.getInternalName());
        }
    }

    /** Emits code that may throw; if it does, the failure is counted and the method goes on behind it. */
    private void guarded(Runnable code, Object[] frame) {
        Label start = new Label();
        Label end = new Label();
        Label caught = new Label();
        Label after = new Label();
        guards.add(new Label[] {start, end, caught});
        mv.visitLabel(start);
        code.run();
        mv.visitLabel(end);
        mv.visitJumpInsn(Opcodes.GOTO, after);
        mv.visitLabel(caught);
        frame(frame, "java/lang/Throwable");
        mv.visitLdcInsn(call.adviceName());
        mv.visitMethodInsn(
                Opcodes.INVOKESTATIC, Dispatcher.NAME, Dispatcher.FAILED, Dispatcher.FAILED_DESCRIPTOR, false);
        mv.visitLabel(after);
        frame(frame, null);
        mv.visitInsn(Opcodes.NOP); // the body may begin with a frame of its own, and two must not meet
    }

    private void push(AdviceMethod method, boolean leaving) {
        int stack = 0;
        for (int i = 0; i < method.types.length; i++) {
            pushOne(method, i, leaving);
            stack += method.types[i].getSize();
        }
        needed = Math.max(needed, stack + 8);
    }

    private void pushOne(AdviceMethod method, int index, boolean leaving) {
        Type wanted = method.types[index];
        switch (method.sources.get(index)) {
            case ENTERED:
                mv.visitVarInsn(Opcodes.ALOAD, locals.state);
                break;
            case ALL_ARGUMENTS:
                Code.array(mv, arguments, locals.argument(0), null);
                break;
            case ORIGIN:
                mv.visitLdcInsn(origin);
                break;
            case HOOKED:
                mv.visitLdcInsn(hook);
                break;
            case THROWN:
                mv.visitVarInsn(Opcodes.ALOAD, locals.thrown);
                break;
            case RETURNED:
                if (result.getSort() == Type.VOID) {
                    Code.zero(mv, wanted);
                } else {
                    mv.visitVarInsn(result.getOpcode(Opcodes.ILOAD), locals.result);
                    adapt(result, wanted);
                }
                break;
            default:
                int local = locals.parameter(method, index);
                if (local < 0) {
                    Code.zero(mv, wanted);
                } else {
                    Type type = locals.parameterType(method, index);
                    mv.visitVarInsn(type.getOpcode(Opcodes.ILOAD), leaving ? locals.saved(local) : local);
                    adapt(type, wanted);
                }
        }
    }

    private void adapt(Type from, Type to) {
        if (to.getSort() >= Type.ARRAY) {
            Code.box(mv, from);
        }
    }

    @Override
    public void visitInsn(int opcode) {
        if (exit != null && opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
            returns = true;
            mv.visitJumpInsn(Opcodes.GOTO, done);
        } else {
            super.visitInsn(opcode);
        }
    }

    @Override
    public void visitMethodInsn(int opcode, String callOwner, String name, String descriptor, boolean isInterface) {
        if (opcode == Opcodes.INVOKEVIRTUAL || opcode == Opcodes.INVOKEINTERFACE) {
            for (AdviceMethod method : advice) {
                if (method.standsInFor(callOwner, name, descriptor)) {
                    call.emit(mv, method, () -> {});
                    onTop = 6;
                    return;
                }
            }
        }
        super.visitMethodInsn(opcode, callOwner, name, descriptor, isInterface);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        if (exit != null) {
            mv.visitLabel(bodyEnd);
            leave();
        }
        for (Label[] guard : guards) {
            mv.visitTryCatchBlock(guard[0], guard[1], guard[2], "java/lang/Throwable");
        }
        if (exit != null) {
            // Last in the table: the body's own handlers come first.
            mv.visitTryCatchBlock(bodyStart, bodyEnd, handler, null);
        }
        super.visitMaxs(Math.max(maxStack + onTop, needed + 4), maxLocals + locals.inserted());
    }

    private void leave() {
        boolean isVoid = result.getSort() == Type.VOID;
        mv.visitLabel(handler);
        frame(locals.aroundBody(), "java/lang/Throwable");
        mv.visitVarInsn(Opcodes.ASTORE, locals.thrown);
        if (!isVoid) {
            Code.zero(mv, result);
            mv.visitVarInsn(result.getOpcode(Opcodes.ISTORE), locals.result);
        }
        exitCall(false);
        mv.visitVarInsn(Opcodes.ALOAD, locals.thrown);
        mv.visitInsn(Opcodes.ATHROW);
        if (!returns) {
            return;
        }
        mv.visitLabel(done);
        frame(locals.aroundBody(), isVoid ? null : Code.frame(result));
        if (!isVoid) {
            mv.visitVarInsn(result.getOpcode(Opcodes.ISTORE), locals.result);
        }
        mv.visitInsn(Opcodes.ACONST_NULL);
        mv.visitVarInsn(Opcodes.ASTORE, locals.thrown);
        exitCall(true);
        if (!isVoid) {
            mv.visitVarInsn(result.getOpcode(Opcodes.ILOAD), locals.result);
        }
        mv.visitInsn(result.getOpcode(Opcodes.IRETURN));
    }

    private void exitCall(boolean returned) {
        guarded(
                () -> {
                    call.emit(mv, exit, () -> push(exit, true));
                    if (exit.returns.getSort() == Type.VOID) {
                        return;
                    }
                    if (returned && exit.replacesReturn) {
                        cast(result, exit.returns);
                        mv.visitVarInsn(result.getOpcode(Opcodes.ISTORE), locals.result);
                    } else {
                        mv.visitInsn(exit.returns.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
                    }
                },
                locals.atExit());
    }

    private void frame(Object[] frame, Object onStack) {
        if (frames) {
            Object[] stack = onStack == null ? new Object[0] : new Object[] {onStack};
            mv.visitFrame(Opcodes.F_NEW, frame.length, frame, stack.length, stack);
        }
    }

    // The body's own locals move up.

    @Override
    public void visitVarInsn(int opcode, int local) {
        super.visitVarInsn(opcode, locals.moved(local));
    }

    @Override
    public void visitIincInsn(int local, int increment) {
        super.visitIincInsn(locals.moved(local), increment);
    }

    @Override
    public void visitLocalVariable(
            String name, String descriptor, String signature, Label start, Label end, int index) {
        super.visitLocalVariable(name, descriptor, signature, start, end, locals.moved(index));
    }

    @Override
    public void visitFrame(int type, int numLocal, Object[] local, int numStack, Object[] stack) {
        Object[] all = locals.inBody(numLocal, local);
        super.visitFrame(type, all.length, all, numStack, stack);
    }
}
