// SPDX-License-Identifier: EPL-2.0
package org.barscope.lab.dmabuf;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.barscope.linux.dmabuf.DmaBufFdInfo;
import org.barscope.linux.dmabuf.DmaBufs;
import org.barscope.linux.dmabuf.Udmabuf;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.memory.AccessWidth;
import org.barscope.linux.memory.Mapping;
import org.barscope.linux.memory.MemFile;
import org.barscope.linux.memory.MemoryKind;
import org.barscope.linux.memory.Protection;
import org.barscope.linux.socket.Message;
import org.barscope.linux.socket.UnixConnection;

/**
 * A program under development: a second process that makes a DMABUF of two pages whose first word is 0xcafe0001, and
 * then does what the test tells it, one command a line.
 */
final class Other implements AutoCloseable {

    static final long SIZE = 8192;
    static final String NAME = "other's frame";

    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter commands;

    private Other(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    }

    static Other start() throws IOException {
        return new Other(new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m", "-cp",
                System.getProperty("java.class.path"), Other.class.getName()).redirectError(
                        ProcessBuilder.Redirect.INHERIT).start());
    }

    int pid() {
        return (int) process.pid();
    }

    /** Its next answer; blocks. */
    String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the other process has ended");
        }
        return line;
    }

    String ask(String command) throws IOException {
        commands.println(command);
        return answer();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** The other process itself. */
    public static void main(String[] arguments) throws IOException {
        try (MemFile memory = MemFile.create("other", SIZE);
                FileDescriptor buffer = Udmabuf.create(memory, 0, SIZE, "other's buffer");
                Mapping mapping = memory.map(Protection.READ_WRITE, MemoryKind.MEMORY);
                BufferedReader commands = new BufferedReader(new InputStreamReader(System.in,
                        StandardCharsets.UTF_8))) {
            DmaBufs.setName(buffer, NAME);
            mapping.access().write(0, AccessWidth.BITS_32, ByteOrder.LITTLE_ENDIAN, 0xcafe0001L);
            System.out.println(DmaBufFdInfo.read(buffer).orElseThrow().inode().orElseThrow() + " " + buffer.number());
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                String[] words = line.split(" ", 2);
                System.out.println(switch (words[0]) {
                    case "write" -> {
                        mapping.access().write(0, AccessWidth.BITS_32, ByteOrder.LITTLE_ENDIAN,
                                Long.decode(words[1]));
                        yield "written";
                    }
                    case "send" -> send(Path.of(words[1]), buffer, memory);
                    case "take" -> take(Path.of(words[1]));
                    default -> throw new IOException("unknown command " + line);
                });
            }
        }
    }

    /** A message with the buffer and with a memfd, which is no DMABUF. */
    private static String send(Path socket, FileDescriptor buffer, MemFile memory) throws IOException {
        try (UnixConnection connection = UnixConnection.connect(socket)) {
            connection.send("frame 7".getBytes(StandardCharsets.UTF_8), List.of(buffer, memory.descriptor()));
            return "sent";
        }
    }

    /** What somebody hands out: size, exporter, name, and the text that came along. */
    private static String take(Path socket) throws IOException {
        try (UnixConnection connection = UnixConnection.connect(socket);
                Message message = connection.receive(4096, 1).orElseThrow()) {
            FileDescriptor got = message.descriptors().getFirst();
            DmaBufFdInfo info = DmaBufFdInfo.read(got).orElseThrow();
            return info.size() + " " + info.exporter() + " " + info.name().orElse("-") + " "
                    + new String(message.data(), StandardCharsets.UTF_8).strip();
        }
    }
}
