package dev.z0.agent.weaver;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Small sequences of instructions. */
final class Code {
    private static final String[] BOXES = {
        null,
        "java/lang/Boolean",
        "java/lang/Character",
        "java/lang/Byte",
        "java/lang/Short",
        "java/lang/Integer",
        "java/lang/Float",
        "java/lang/Long",
        "java/lang/Double"
    };
    private static final String[] UNBOXERS = {
        null,
        "booleanValue",
        "charValue",
        "byteValue",
        "shortValue",
        "intValue",
        "floatValue",
        "longValue",
        "doubleValue"
    };

    private Code() {}

    /** A new Object[]: {@code first} where it isn't null, then the locals of these types from {@code local} on, boxed. */
    static void array(MethodVisitor code, Type[] types, int local, String first) {
        int offset = first == null ? 0 : 1;
        integer(code, types.length + offset);
        code.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
        if (first != null) {
            code.visitInsn(Opcodes.DUP);
            code.visitInsn(Opcodes.ICONST_0);
            code.visitLdcInsn(first);
            code.visitInsn(Opcodes.AASTORE);
        }
        int at = local;
        for (int i = 0; i < types.length; i++) {
            code.visitInsn(Opcodes.DUP);
            integer(code, i + offset);
            code.visitVarInsn(types[i].getOpcode(Opcodes.ILOAD), at);
            box(code, types[i]);
            code.visitInsn(Opcodes.AASTORE);
            at += types[i].getSize();
        }
    }

    static void integer(MethodVisitor code, int value) {
        if (value <= 5) {
            code.visitInsn(Opcodes.ICONST_0 + value);
        } else if (value <= Byte.MAX_VALUE) {
            code.visitIntInsn(Opcodes.BIPUSH, value);
        } else if (value <= Short.MAX_VALUE) {
            code.visitIntInsn(Opcodes.SIPUSH, value);
        } else {
            code.visitLdcInsn(value);
        }
    }

    static void box(MethodVisitor code, Type type) {
        if (type.getSort() < Type.ARRAY) {
            String box = BOXES[type.getSort()];
            code.visitMethodInsn(
                    Opcodes.INVOKESTATIC, box, "valueOf", "(" + type.getDescriptor() + ")L" + box + ";", false);
        }
    }

    static void unbox(MethodVisitor code, Type type) {
        if (type.getSort() < Type.ARRAY) {
            String box = BOXES[type.getSort()];
            code.visitTypeInsn(Opcodes.CHECKCAST, box);
            code.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL, box, UNBOXERS[type.getSort()], "()" + type.getDescriptor(), false);
        }
    }

    /** Null, zero or false of the type; nothing for void. */
    static void zero(MethodVisitor code, Type type) {
        switch (type.getSort()) {
            case Type.VOID:
                break;
            case Type.LONG:
                code.visitInsn(Opcodes.LCONST_0);
                break;
            case Type.FLOAT:
                code.visitInsn(Opcodes.FCONST_0);
                break;
            case Type.DOUBLE:
                code.visitInsn(Opcodes.DCONST_0);
                break;
            case Type.ARRAY:
            case Type.OBJECT:
                code.visitInsn(Opcodes.ACONST_NULL);
                break;
            default:
                code.visitInsn(Opcodes.ICONST_0);
        }
    }

    /** How a stack map frame writes the type. */
    static Object frame(Type type) {
        switch (type.getSort()) {
            case Type.LONG:
                return Opcodes.LONG;
            case Type.FLOAT:
                return Opcodes.FLOAT;
            case Type.DOUBLE:
                return Opcodes.DOUBLE;
            case Type.ARRAY:
            case Type.OBJECT:
                return type.getInternalName();
            default:
                return Opcodes.INTEGER;
        }
    }
}
