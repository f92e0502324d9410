package dev.mooring.websocket.platform;

import dev.mooring.websocket.WebSocketException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Which URLs may be connected to: the same for WebSockets and for the HTTP requests that a platform makes on behalf of
 * its extensions. Registered as a service. Any bundle can register a service of this name: where that matters, take the
 * one that Mooring's own bundle has registered.
 *
 * <p>What is protected is the platform's own services, which listen on reserved ports of this machine. What counts is
 * the address that a socket really connects to, so a caller takes both steps and dials nothing but what the second one
 * gives:
 *
 * <pre>{@code
 * CheckedUrl url = policy.check(UrlKind.HTTP, text);
 * policy.resolve(url, Duration.ofSeconds(5)).thenAccept(addresses -> dial(addresses, url.port()));
 * }</pre>
 *
 * The name goes into the Host header, into SNI and into the check of the certificate, as ever. Each redirect takes both
 * steps anew.
 *
 * <p>This machine is what the loopback and unspecified addresses, the addresses of its network interfaces and those of
 * its host name lead to, also where an IPv6 address only carries such an IPv4 address (IPv4-mapped, NAT64, 6to4 and the
 * like), and whatever operators add. On ports that are not reserved it can be connected to like any other.
 *
 * <p>Thread-safe.
 */
@ProviderType
public interface UrlPolicy {

    /**
     * Judges what the text says, without any I/O: its form, its scheme, and whether it names this machine on a reserved
     * port. An IPv4 address has to be four decimal numbers: no other spelling is accepted.
     *
     * @param kind decides the schemes
     * @param url in ASCII; other characters have to be percent-encoded, or in Punycode
     * @return the URL, taken apart
     * @throws WebSocketException {@code INVALID_URL} if it has no valid form, {@code URL_REFUSED} if it may not be
     *     connected to. The message says why, and repeats neither user-info nor path nor query
     */
    CheckedUrl check(UrlKind kind, String url);

    /**
     * Resolves the host, once, and judges every address that it has. One that is refused is enough to refuse the URL.
     * What is chained to the stage may block.
     *
     * @param url what {@link #check} has returned. Another one gains nothing: its text is judged here as well
     * @param timeout more than zero; the stage has completed or failed when it is over
     * @return the addresses to dial, at least one, in the order in which the system prefers them. Fails with
     *     {@link WebSocketException}: {@code UNKNOWN_HOST}, {@code URL_REFUSED}, {@code TIMEOUT}, or
     *     {@code SERVICE_STOPPED}
     * @throws IllegalArgumentException if the timeout is not more than zero
     */
    CompletionStage<List<InetAddress>> resolve(CheckedUrl url, Duration timeout);
}
