/**
 * What may be opened: the rules for one connect, in their order, each of which can refuse it with a reason. They touch
 * no network: the text of a URL is judged by {@code url}, and what its host resolves to later, when the connection is
 * dialled. Owns no thread and no lock. Calls {@code identity}, {@code config}, {@code log}, and the policies that the
 * platform has added.
 */
@NullMarked
package dev.mooring.websocket.core.policy;

import org.jspecify.annotations.NullMarked;
