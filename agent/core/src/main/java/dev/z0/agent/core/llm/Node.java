package dev.z0.agent.core.llm;

/**
 * The JSON paths worth reading, as a tree of member names. Arrays are transparent: {@code choices.delta} means any element
 * of {@code choices}. Built once, then only read.
 *
 * <p>Names are compared by their 64-bit FNV-1a hash, so that a reader need not keep a name while it arrives in pieces. A
 * server could forge a collision, and would gain nothing that the plain name does not give it.
 */
final class Node {
    static final int NONE = -1;

    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private int field = NONE;
    private long hash;
    private Node[] children = {};

    static long hash() {
        return FNV_BASIS;
    }

    static long hash(long hash, int c) {
        return (hash ^ c) * FNV_PRIME;
    }

    /** Gives the value at a dotted path a field number. */
    Node at(String path, int field) {
        make(path).field = field;
        return this;
    }

    /** Hangs another tree's members under a dotted path. */
    Node at(String path, Node members) {
        make(path).children = members.children;
        return this;
    }

    int field() {
        return field;
    }

    boolean isLeaf() {
        return children.length == 0;
    }

    Node child(long hash) {
        for (Node child : children) {
            if (child.hash == hash) {
                return child;
            }
        }
        return null;
    }

    private Node make(String path) {
        int dot = path.indexOf('.');
        String name = dot < 0 ? path : path.substring(0, dot);
        long hash = hash();
        for (int i = 0; i < name.length(); i++) {
            hash = hash(hash, name.charAt(i));
        }
        Node child = child(hash);
        if (child == null) {
            child = new Node();
            child.hash = hash;
            Node[] more = new Node[children.length + 1];
            System.arraycopy(children, 0, more, 0, children.length);
            more[children.length] = child;
            children = more;
        }
        return dot < 0 ? child : child.make(path.substring(dot + 1));
    }
}
