package dev.mooring.websocket.core.transport;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.glassfish.tyrus.core.frame.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The way out for messages: the payload goes around Tyrus, which would copy it three times and mask it byte by byte.
 * Tyrus gets an empty binary message. The {@link MessageTap} swaps its frame for a {@link HollowFrame}, which has the
 * right header and room for the payload; then the payload is masked into that room.
 */
final class Outbound {

    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Who sends a message at the moment: all of it happens on that thread. Null if nobody does. */
    private volatile @Nullable Thread sender;

    /** Owned by the sender, and so is the next one. */
    private @Nullable OutgoingMessage message;

    private boolean replaced;

    /** Makes Tyrus send a message. Only one thread at a time may be in here. */
    void send(OutgoingMessage sent, RemoteEndpoint.Async tyrus, SendHandler handler) {
        message = sent;
        replaced = false;
        sender = Thread.currentThread();
        try {
            tyrus.sendBinary(EMPTY, handler);
        } finally {
            sender = null;
            message = null;
        }
    }

    /** What Tyrus is to send in place of a frame. */
    Frame replace(Frame frame) {
        OutgoingMessage sent = beingSent();
        if (sent == null) {
            return frame;
        }
        Frame hollow = HollowFrame.of(sent, frame);
        replaced = true;
        return hollow;
    }

    /** Whether the caller's thread sends a message. All others send control frames, at any time. */
    boolean isSending() {
        return beingSent() != null;
    }

    /** Completes what Tyrus has made of a frame. */
    void fill(ByteBuffer frame) {
        OutgoingMessage sent = beingSent();
        if (sent != null) {
            if (!replaced) {
                // Tyrus has lost what was thrown, and sends the empty message.
                throw new IllegalStateException("its frame could not be made");
            }
            ByteBuffer payload = sent.payload();
            int at = frame.arrayOffset() + frame.limit() - payload.remaining();
            mask(
                    payload.array(),
                    payload.arrayOffset() + payload.position(),
                    payload.remaining(),
                    frame.array(),
                    at,
                    (int) INT.get(frame.array(), at - Integer.BYTES));
        }
    }

    private @Nullable OutgoingMessage beingSent() {
        return sender == Thread.currentThread() ? message : null;
    }

    /** As RFC 6455, section 5.3, has it, eight bytes at a time. */
    private static void mask(byte[] from, int first, int length, byte[] to, int at, int key) {
        long twice = (long) key << Integer.SIZE | Integer.toUnsignedLong(key);
        int done = 0;
        for (; done <= length - Long.BYTES; done += Long.BYTES) {
            LONG.set(to, at + done, (long) LONG.get(from, first + done) ^ twice);
        }
        int next = key;
        for (; done < length; done++) {
            next = Integer.rotateLeft(next, Byte.SIZE);
            to[at + done] = (byte) (from[first + done] ^ next);
        }
    }
}
