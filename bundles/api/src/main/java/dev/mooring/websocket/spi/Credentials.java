package dev.mooring.websocket.spi;

import static java.util.Objects.requireNonNull;

/**
 * A user's name and password. Mooring neither logs nor keeps them.
 *
 * @param userName without a colon, which the Basic scheme can't carry (RFC 7617, section 2)
 * @param password in clear
 */
public record Credentials(String userName, String password) {

    /**
     * Makes credentials.
     *
     * @param userName without a colon; {@link IllegalArgumentException} if there is one
     * @param password in clear
     */
    public Credentials {
        if (requireNonNull(userName, "userName").indexOf(':') >= 0) {
            throw new IllegalArgumentException("A user name must not contain a colon");
        }
        requireNonNull(password, "password");
    }

    /**
     * For people: who, but not the password.
     *
     * @return the user's name
     */
    @Override
    public String toString() {
        return "Credentials[" + userName + "]";
    }
}
