package dev.z0.agent.weaver;

import dev.z0.agent.weaver.AdviceMethod.Source;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Where things lie among the locals of a woven method. New locals (the state, copies of what the exit needs, the result,
 * the exception) go between the parameters and the body's own locals, which move up; so each of the body's stack map
 * frames gets the same insertion, and no frame has to be computed, which would load classes.
 */
final class Locals {
    /** What the advice's entry answered; -1 where nobody wants it. */
    final int state;

    /** What the method returns, and what it throws; -1 where no advice runs at its exit. */
    final int result;

    final int thrown;

    /** Parameters whose values at entry the exit needs. */
    final List<Saved> saved = new ArrayList<>();

    private final boolean isStatic;
    private final String owner;
    private final Type[] arguments;
    private final Type returned;

    /** First local after the parameters: where the insertion begins. */
    private final int first;

    private final int inserted;

    /** A parameter's value as it was at entry. */
    static final class Saved {
        final int from;
        final int to;
        final Type type;

        Saved(int from, int to, Type type) {
            this.from = from;
            this.to = to;
            this.type = type;
        }
    }

    /** {@code exit} is the advice that runs at the method's exit, or null. */
    Locals(MethodWeaver.Target target, List<AdviceMethod> advice, AdviceMethod exit) {
        isStatic = (target.access & Opcodes.ACC_STATIC) != 0;
        owner = target.owner;
        arguments = Type.getArgumentTypes(target.descriptor);
        returned = Type.getReturnType(target.descriptor);
        first = argument(arguments.length);
        int next = first;
        if (exit == null) {
            state = needsState(advice) ? next++ : -1;
            result = -1;
            thrown = -1;
        } else {
            state = next++;
            next = save(exit, next);
            result = next;
            thrown = next + returned.getSize();
            next = thrown + 1;
        }
        inserted = next - first;
    }

    private static boolean needsState(List<AdviceMethod> advice) {
        for (AdviceMethod method : advice) {
            if (method.needs(Source.ENTERED)) {
                return true;
            }
        }
        return false;
    }

    private int save(AdviceMethod exit, int from) {
        int local = from;
        for (int i = 0; i < exit.types.length; i++) {
            int parameter = parameter(exit, i);
            if (parameter >= 0 && savedFrom(parameter) == null) {
                Type type = parameterType(exit, i);
                saved.add(new Saved(parameter, local, type));
                local += type.getSize();
            }
        }
        return local;
    }

    private Saved savedFrom(int parameter) {
        for (Saved one : saved) {
            if (one.from == parameter) {
                return one;
            }
        }
        return null;
    }

    /** Where the parameter's value at entry is kept that lies in this local. */
    int saved(int parameter) {
        return savedFrom(parameter).to;
    }

    /** The local of the method's argument at this position. */
    int argument(int position) {
        int local = isStatic ? 0 : 1;
        for (int i = 0; i < position; i++) {
            local += arguments[i].getSize();
        }
        return local;
    }

    /** The local that the advice's parameter takes its value from; -1 where that is none of the method's parameters. */
    int parameter(AdviceMethod method, int index) {
        Source source = method.sources.get(index);
        if (source == Source.THIS) {
            return isStatic ? -1 : 0;
        }
        return source == Source.ARGUMENT && method.positions[index] < arguments.length
                ? argument(method.positions[index])
                : -1;
    }

    /** The type of that local. */
    Type parameterType(AdviceMethod method, int index) {
        return method.sources.get(index) == Source.THIS
                ? Type.getObjectType(owner)
                : arguments[method.positions[index]];
    }

    /** Where a local of the method lies now. */
    int moved(int local) {
        return local < first ? local : local + inserted;
    }

    /** How many locals are new. */
    int inserted() {
        return inserted;
    }

    /** The frame at entry: the parameters still have their declared types. */
    Object[] atEntry() {
        List<Object> locals = new ArrayList<>();
        if (!isStatic) {
            locals.add(owner);
        }
        for (Type argument : arguments) {
            locals.add(Code.frame(argument));
        }
        insert(locals);
        return locals.toArray();
    }

    /** The frame around the body: nothing is known of the parameters, whose locals it may have used for something else. */
    Object[] aroundBody() {
        return withoutParameters().toArray();
    }

    /** The frame at exit: as around the body, and result and exception are set. */
    Object[] atExit() {
        List<Object> locals = withoutParameters();
        if (returned.getSort() != Type.VOID) {
            locals.add(Code.frame(returned));
        }
        locals.add("java/lang/Throwable");
        return locals.toArray();
    }

    private List<Object> withoutParameters() {
        List<Object> locals = new ArrayList<>();
        for (int i = 0; i < first; i++) {
            locals.add(Opcodes.TOP);
        }
        insert(locals);
        return locals;
    }

    private void insert(List<Object> locals) {
        if (state >= 0) {
            locals.add("java/lang/Object");
        }
        for (Saved one : saved) {
            locals.add(Code.frame(one.type));
        }
    }

    /** One of the body's own frames, with the insertion. */
    Object[] inBody(int count, Object[] own) {
        List<Object> locals = new ArrayList<>();
        int at = 0;
        int i = 0;
        while (i < count && at < first) {
            at += own[i] == Opcodes.LONG || own[i] == Opcodes.DOUBLE ? 2 : 1;
            locals.add(own[i++]);
        }
        for (; at < first; at++) {
            locals.add(Opcodes.TOP);
        }
        insert(locals);
        // Result and exception are not set while the body runs.
        for (int unset = thrown < 0 ? 0 : returned.getSize() + 1; unset > 0 && i < count; unset--) {
            locals.add(Opcodes.TOP);
        }
        while (i < count) {
            locals.add(own[i++]);
        }
        return locals.toArray();
    }
}
