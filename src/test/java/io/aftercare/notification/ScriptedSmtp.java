package io.aftercare.notification;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** An SMTP server that says yes to everything but the greeting, the recipient and the message, which it answers as told. */
final class ScriptedSmtp implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

    /** @param greeting empty: never says a word */
    ScriptedSmtp(String greeting, String toRecipient, String toMessage) throws IOException {
        Thread thread = new Thread(() -> {
            while (!socket.isClosed()) {
                try (Socket client = socket.accept()) {
                    talk(client, greeting, toRecipient, toMessage);
                } catch (IOException e) {
                    // the client went, or the test is over
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void talk(Socket client, String greeting, String toRecipient, String toMessage) throws IOException {
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        var out = new PrintWriter(client.getOutputStream(), true, StandardCharsets.US_ASCII);
        if (greeting.isEmpty()) {
            in.readLine();
            return;
        }
        out.print(greeting + "\r\n");
        out.flush();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("DATA")) {
                answer(out, "354 go on");
                while (!".".equals(line)) {
                    line = in.readLine();
                }
                answer(out, toMessage);
            } else {
                answer(out, line.startsWith("RCPT") ? toRecipient : line.startsWith("QUIT") ? "221 bye" : "250 ok");
            }
        }
    }

    private static void answer(PrintWriter out, String line) {
        out.print(line + "\r\n");
        out.flush();
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
