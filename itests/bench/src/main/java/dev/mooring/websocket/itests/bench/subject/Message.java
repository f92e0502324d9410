package dev.mooring.websocket.itests.bench.subject;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/** What is sent, again and again: a text of ASCII characters or some bytes, and how many of it may wait. */
public final class Message {

    /** Half of what a subject may have under way: enough not to starve it, far below what any subject would refuse. */
    private static final int WINDOW_BYTES = 1 << 20;

    private static final int MAX_WINDOW = 64;
    private static final int MIN_WINDOW = 2;

    private final boolean isText;
    private final String text;
    private final byte[] bytes;
    private final int window;

    private Message(boolean isText, int size) {
        this.isText = isText;
        bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) ('a' + i % 26);
        }
        text = new String(bytes, US_ASCII);
        window = Math.max(MIN_WINDOW, Math.min(MAX_WINDOW, WINDOW_BYTES / Math.max(1, size)));
    }

    public static Message of(boolean isText, int size) {
        return new Message(isText, size);
    }

    public static Message text(int size) {
        return new Message(true, size);
    }

    public boolean isText() {
        return isText;
    }

    public String text() {
        return text;
    }

    /** Not a copy: nobody changes it. */
    public byte[] bytes() {
        return bytes;
    }

    /** A buffer with a position of its own. */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes);
    }

    public int size() {
        return bytes.length;
    }

    /** After how many messages one of them is waited for, the one that is as many back. */
    public int window() {
        return window;
    }
}
