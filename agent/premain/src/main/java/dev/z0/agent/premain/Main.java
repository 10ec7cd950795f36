package dev.z0.agent.premain;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/** {@code java -jar z0-agent.jar}: the small tools in the jar, and how to use it as an agent. */
public final class Main {
    private static final String COMMANDS = "dev.z0.agent.dist.Commands";

    private Main() {}

    /** Runs a command; without one, tells which there are. */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, "UTF-8");
        int status = (Integer) Class.forName(COMMANDS, true, new AgentLoader(Premain.jar()))
                .getMethod("run", String[].class, OutputStream.class)
                .invoke(null, arguments, out);
        out.flush();
        System.exit(status);
    }
}
