/**
 * What may be opened: checks of URL, headers and subprotocols, each of which can refuse a connect with a reason. No
 * check touches the network. Owns no thread and no lock. Calls nobody.
 */
@NullMarked
package dev.mooring.websocket.core.policy;

import org.jspecify.annotations.NullMarked;
