package dev.z0.agent.weaver;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.weaving.Hook;
import java.util.List;
import java.util.function.Function;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Writes a class anew with its hooked methods woven; all other methods are copied as they are. */
final class ClassWeaver extends ClassVisitor {
    private final String name;
    private final boolean frames;
    private final List<Hook> hooks;
    private final Function<Hook, Woven> lookup;
    private final boolean[] found;
    private boolean changed;

    /** Advice and how to call it from this class. */
    static final class Woven {
        final AdviceCall call;
        final List<AdviceMethod> methods;

        Woven(AdviceCall call, List<AdviceMethod> methods) {
            this.call = call;
            this.methods = methods;
        }
    }

    private ClassWeaver(
            ClassWriter writer, String name, boolean frames, List<Hook> hooks, Function<Hook, Woven> lookup) {
        super(Opcodes.ASM9, writer);
        this.name = name;
        this.frames = frames;
        this.hooks = hooks;
        this.lookup = lookup;
        this.found = new boolean[hooks.size()];
    }

    /** The class woven; null where no method of it is hooked after all. */
    static byte[] weave(byte[] file, String name, boolean frames, List<Hook> hooks, Function<Hook, Woven> lookup) {
        ClassReader reader = new ClassReader(file);
        ClassWriter writer = new ClassWriter(reader, 0);
        ClassWeaver weaver = new ClassWeaver(writer, name, frames, hooks, lookup);
        reader.accept(weaver, ClassReader.EXPAND_FRAMES);
        weaver.tellMissing();
        return weaver.changed ? writer.toByteArray() : null;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String method, String descriptor, String signature, String[] exceptions) {
        MethodVisitor next = super.visitMethod(access, method, descriptor, signature, exceptions);
        boolean hasCode = (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
        for (int i = 0; i < found.length; i++) {
            Hook hook = hooks.get(i);
            boolean matches = hook.matches(method, descriptor);
            found[i] |= matches;
            if (matches && hasCode) {
                Woven woven = lookup.apply(hook);
                MethodWeaver.Target target =
                        new MethodWeaver.Target(access, name, method, descriptor, frames, hook.key());
                next = method.equals("<init>")
                        ? ConstructorWeaver.weave(next, woven.call, woven.methods, target)
                        : new MethodWeaver(next, woven.call, woven.methods, target);
                changed = true;
            }
        }
        return next;
    }

    private void tellMissing() {
        for (int i = 0; i < found.length; i++) {
            Hook hook = hooks.get(i);
            if (hook.expected() && !hook.subtypes() && !found[i]) {
                Z0.warn("nothing hooked by " + hook.key() + ": the class declares no such method");
            }
        }
    }
}
