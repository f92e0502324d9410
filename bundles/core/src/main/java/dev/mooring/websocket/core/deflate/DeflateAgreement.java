package dev.mooring.websocket.core.deflate;

/**
 * How the messages of a connection may be compressed (RFC 7692, section 7.1). The sizes of the windows are not in it: a
 * window of ours always has 15 bits, and reads what was written with any smaller one.
 *
 * @param clientNoContextTakeover whether each message that we send stands for itself
 * @param serverNoContextTakeover whether each message that the server sends stands for itself
 */
public record DeflateAgreement(boolean clientNoContextTakeover, boolean serverNoContextTakeover) {

    /** As it stands in the field {@code Sec-WebSocket-Extensions}. */
    public String fieldValue() {
        return DeflateOffer.NAME
                + (clientNoContextTakeover ? "; " + DeflateOffer.CLIENT_NO_CONTEXT_TAKEOVER : "")
                + (serverNoContextTakeover ? "; " + DeflateOffer.SERVER_NO_CONTEXT_TAKEOVER : "");
    }
}
