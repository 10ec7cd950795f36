package dev.z0.agent.weaver;

import dev.z0.agent.weaver.AdviceMethod.Moment;
import dev.z0.agent.weaver.AdviceMethod.Source;
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
 * <p>New locals (the state, copies of what the exit needs, the result, the exception) go between the parameters and
 * the body's own locals, which move up; so each of the body's stack map frames gets the same insertion, and no frame
 * has to be computed, which would load classes. Frames come expanded.
 */
final class MethodWeaver extends MethodVisitor {
    private final AdviceCall call;
    private final List<AdviceMethod> advice;
    private final AdviceMethod exit;
    private final boolean isStatic;
    private final String owner;
    private final String origin;
    private final String hook;
    private final Type[] arguments;
    private final Type result;
    private final boolean frames;

    /** First local after the parameters: where the insertion begins. */
    private final int first;

    private final int stateLocal;
    private final List<Saved> saved = new ArrayList<>();
    private final int resultLocal;
    private final int thrownLocal;
    private final int shift;

    private final Label bodyStart = new Label();
    private final Label bodyEnd = new Label();
    private final Label handler = new Label();
    private final Label done = new Label();
    private final List<Label[]> guards = new ArrayList<>();
    private boolean returns;
    private int needed;

    /** What a stand-in for a call may put on top of what the body has on the stack. */
    private int onTop;

    /** A parameter's value as it was at entry, kept for the exit. */
    private static final class Saved {
        final int from;
        final int to;
        final Type type;

        Saved(int from, int to, Type type) {
            this.from = from;
            this.to = to;
            this.type = type;
        }
    }

    MethodWeaver(MethodVisitor next, AdviceCall call, List<AdviceMethod> advice, Target target) {
        super(Opcodes.ASM9, next);
        this.call = call;
        this.advice = advice;
        this.owner = target.owner;
        this.hook = target.hook;
        this.isStatic = (target.access & Opcodes.ACC_STATIC) != 0;
        this.origin = target.owner.replace('/', '.') + '#' + target.name + target.descriptor;
        this.arguments = Type.getArgumentTypes(target.descriptor);
        this.result = Type.getReturnType(target.descriptor);
        this.frames = target.frames;
        int locals = isStatic ? 0 : 1;
        for (Type argument : arguments) {
            locals += argument.getSize();
        }
        first = locals;
        AdviceMethod leaving = null;
        for (AdviceMethod method : advice) {
            leaving = method.moment == Moment.EXIT ? method : leaving;
        }
        exit = leaving;
        int next1 = first;
        if (exit == null) {
            stateLocal = needsState() ? next1++ : -1;
            resultLocal = -1;
            thrownLocal = -1;
        } else {
            stateLocal = next1++;
            next1 = save(next1);
            resultLocal = next1;
            thrownLocal = next1 + result.getSize();
            next1 = thrownLocal + 1;
        }
        shift = next1 - first;
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

    private boolean needsState() {
        for (AdviceMethod method : advice) {
            if (method.needs(Source.ENTERED)) {
                return true;
            }
        }
        return false;
    }

    private int save(int from) {
        int local = from;
        for (int i = 0; i < exit.types.length; i++) {
            int parameter = parameter(exit, i);
            if (parameter >= 0 && saved(parameter) == null) {
                Type type = parameterType(exit, i);
                saved.add(new Saved(parameter, local, type));
                local += type.getSize();
            }
        }
        return local;
    }

    private Saved saved(int parameter) {
        for (Saved one : saved) {
            if (one.from == parameter) {
                return one;
            }
        }
        return null;
    }

    /** The local that holds the advice parameter's value at entry; -1 where it isn't one of the method's parameters. */
    private int parameter(AdviceMethod method, int index) {
        Source source = method.sources.get(index);
        if (source == Source.THIS) {
            return isStatic ? -1 : 0;
        }
        if (source != Source.ARGUMENT || method.positions[index] >= arguments.length) {
            return -1;
        }
        int local = isStatic ? 0 : 1;
        for (int i = 0; i < method.positions[index]; i++) {
            local += arguments[i].getSize();
        }
        return local;
    }

    private Type parameterType(AdviceMethod method, int index) {
        return method.sources.get(index) == Source.THIS
                ? Type.getObjectType(owner)
                : arguments[method.positions[index]];
    }

    @Override
    public void visitCode() {
        super.visitCode();
        if (stateLocal >= 0) {
            mv.visitInsn(Opcodes.ACONST_NULL);
            mv.visitVarInsn(Opcodes.ASTORE, stateLocal);
        }
        for (Saved one : saved) {
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
                        int position = method.replaces;
                        int local = isStatic ? 0 : 1;
                        for (int i = 0; i < position; i++) {
                            local += arguments[i].getSize();
                        }
                        cast(arguments[position], method.returns);
                        mv.visitVarInsn(arguments[position].getOpcode(Opcodes.ISTORE), local);
                    } else if (method.returns.getSort() != Type.VOID) {
                        if (stateLocal >= 0) {
                            mv.visitVarInsn(Opcodes.ASTORE, stateLocal);
                        } else {
                            mv.visitInsn(Opcodes.POP);
                        }
                    }
                },
                entryFrame());
    }

    private void cast(Type to, Type from) {
        if (to.getSort() >= Type.ARRAY && !to.equals(from)) {
            mv.visitTypeInsn(Opcodes.CHECKCAST, to.getInternalName());
        }
    }

    /** Emits code that may throw; if it does, the failure is counted and the method goes on behind it. */
    private void guarded(Runnable code, Object[] locals) {
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
        frame(locals, "java/lang/Throwable");
        mv.visitLdcInsn(call.adviceName());
        mv.visitMethodInsn(
                Opcodes.INVOKESTATIC, Dispatcher.NAME, Dispatcher.FAILED, Dispatcher.FAILED_DESCRIPTOR, false);
        mv.visitLabel(after);
        frame(locals, null);
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
                mv.visitVarInsn(Opcodes.ALOAD, stateLocal);
                break;
            case ALL_ARGUMENTS:
                Code.array(mv, arguments, isStatic ? 0 : 1, null);
                break;
            case ORIGIN:
                mv.visitLdcInsn(origin);
                break;
            case HOOKED:
                mv.visitLdcInsn(hook);
                break;
            case THROWN:
                mv.visitVarInsn(Opcodes.ALOAD, thrownLocal);
                break;
            case RETURNED:
                if (result.getSort() == Type.VOID) {
                    Code.zero(mv, wanted);
                } else {
                    mv.visitVarInsn(result.getOpcode(Opcodes.ILOAD), resultLocal);
                    adapt(result, wanted);
                }
                break;
            default:
                int local = parameter(method, index);
                if (local < 0) {
                    Code.zero(mv, wanted);
                } else {
                    Type type = parameterType(method, index);
                    mv.visitVarInsn(type.getOpcode(Opcodes.ILOAD), leaving ? saved(local).to : local);
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
        super.visitMaxs(Math.max(maxStack + onTop, needed + 4), maxLocals + shift);
    }

    private void leave() {
        boolean isVoid = result.getSort() == Type.VOID;
        mv.visitLabel(handler);
        frame(bodyFrame(), "java/lang/Throwable");
        mv.visitVarInsn(Opcodes.ASTORE, thrownLocal);
        if (!isVoid) {
            Code.zero(mv, result);
            mv.visitVarInsn(result.getOpcode(Opcodes.ISTORE), resultLocal);
        }
        exitCall(false);
        mv.visitVarInsn(Opcodes.ALOAD, thrownLocal);
        mv.visitInsn(Opcodes.ATHROW);
        if (!returns) {
            return;
        }
        mv.visitLabel(done);
        frame(bodyFrame(), isVoid ? null : Code.frame(result));
        if (!isVoid) {
            mv.visitVarInsn(result.getOpcode(Opcodes.ISTORE), resultLocal);
        }
        mv.visitInsn(Opcodes.ACONST_NULL);
        mv.visitVarInsn(Opcodes.ASTORE, thrownLocal);
        exitCall(true);
        if (!isVoid) {
            mv.visitVarInsn(result.getOpcode(Opcodes.ILOAD), resultLocal);
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
                        mv.visitVarInsn(result.getOpcode(Opcodes.ISTORE), resultLocal);
                    } else {
                        mv.visitInsn(exit.returns.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
                    }
                },
                exitFrame());
    }

    private void frame(Object[] locals, Object onStack) {
        if (frames) {
            Object[] stack = onStack == null ? new Object[0] : new Object[] {onStack};
            mv.visitFrame(Opcodes.F_NEW, locals.length, locals, stack.length, stack);
        }
    }

    /** At entry the parameters still have their declared types. */
    private Object[] entryFrame() {
        List<Object> locals = new ArrayList<>();
        if (!isStatic) {
            locals.add(owner);
        }
        for (Type argument : arguments) {
            locals.add(Code.frame(argument));
        }
        addInserted(locals, false);
        return locals.toArray();
    }

    /** Around the body nothing is known of the parameters: it may have used their locals for something else. */
    private Object[] bodyFrame() {
        return frameWithoutParameters(false);
    }

    private Object[] exitFrame() {
        return frameWithoutParameters(true);
    }

    private Object[] frameWithoutParameters(boolean leaving) {
        List<Object> locals = new ArrayList<>();
        for (int i = 0; i < first; i++) {
            locals.add(Opcodes.TOP);
        }
        addInserted(locals, leaving);
        return locals.toArray();
    }

    private void addInserted(List<Object> locals, boolean leaving) {
        if (stateLocal >= 0) {
            locals.add("java/lang/Object");
        }
        for (Saved one : saved) {
            locals.add(Code.frame(one.type));
        }
        if (leaving) {
            if (result.getSort() != Type.VOID) {
                locals.add(Code.frame(result));
            }
            locals.add("java/lang/Throwable");
        }
    }

    // The body's own locals move up.

    @Override
    public void visitVarInsn(int opcode, int local) {
        super.visitVarInsn(opcode, moved(local));
    }

    @Override
    public void visitIincInsn(int local, int increment) {
        super.visitIincInsn(moved(local), increment);
    }

    @Override
    public void visitLocalVariable(
            String name, String descriptor, String signature, Label start, Label end, int index) {
        super.visitLocalVariable(name, descriptor, signature, start, end, moved(index));
    }

    @Override
    public void visitFrame(int type, int numLocal, Object[] local, int numStack, Object[] stack) {
        List<Object> locals = new ArrayList<>();
        int at = 0;
        int i = 0;
        while (i < numLocal && at < first) {
            at += local[i] == Opcodes.LONG || local[i] == Opcodes.DOUBLE ? 2 : 1;
            locals.add(local[i++]);
        }
        for (; at < first; at++) {
            locals.add(Opcodes.TOP);
        }
        addInserted(locals, false);
        for (int unset = insertedUnset(); unset > 0 && i < numLocal; unset--) {
            locals.add(Opcodes.TOP);
        }
        while (i < numLocal) {
            locals.add(local[i++]);
        }
        super.visitFrame(type, locals.size(), locals.toArray(), numStack, stack);
    }

    /** Inserted locals that hold nothing while the body runs: the result's and the exception's. */
    private int insertedUnset() {
        return exit == null ? 0 : result.getSize() + 1;
    }

    private int moved(int local) {
        return local < first ? local : local + shift;
    }
}
