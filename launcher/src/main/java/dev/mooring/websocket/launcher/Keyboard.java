package dev.mooring.websocket.launcher;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;

/**
 * Standard input for Gogo, which ends as well when the user types "exit". Public for Gogo, which calls by reflection.
 */
public final class Keyboard extends FilterInputStream {

    private static final int END = -1;

    private volatile boolean ended;

    Keyboard() {
        // Not System.in: Gogo has put itself between us and that.
        super(new FileInputStream(FileDescriptor.in));
    }

    /**
     * The command.
     *
     * @param ignored people type "exit 0", too
     */
    public void exit(String... ignored) {
        ended = true;
    }

    @Override
    public int read() throws IOException {
        return ended ? END : super.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return ended ? END : super.read(bytes, offset, length);
    }
}
