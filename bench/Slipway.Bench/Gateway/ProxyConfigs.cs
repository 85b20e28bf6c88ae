namespace Slipway.Bench.Gateway;

/// <summary>What the other proxies are told: the same two upstreams, 90/10, connections kept on both ends, the client's address passed on.</summary>
internal static class ProxyConfigs
{
    private const string NginxHead = """
        daemon off;
        events { worker_connections 4096; }
        http {
          access_log off;
          keepalive_requests 1000000000;

        """;

    public static string NginxService(string folder, int one, int two) => Nginx(folder, "service", 1) + $$"""
          server { listen 127.0.0.1:{{one}}; location / { add_header X-Version 1.0.0; return 200 "one: an answer of some forty characters.\n"; } }
          server { listen 127.0.0.1:{{two}}; location / { add_header X-Version 2.0.0; return 200 "two: an answer of some forty characters.\n"; } }
        }
        """;

    public static string NginxProxy(string folder, int port, int one, int two) => Nginx(folder, "proxy", 2) + $$"""
          upstream service {
            server 127.0.0.1:{{one}} weight=90;
            server 127.0.0.1:{{two}} weight=10;
            keepalive 128;
            keepalive_requests 1000000000;
          }
          server {
            listen 127.0.0.1:{{port}};
            location / {
              proxy_pass http://service;
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              proxy_set_header Host $host;
              proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            }
          }
        }
        """;

    public static string HAProxy(int port, int one, int two) => $"""
        global
          maxconn 8192
          nbthread 2
        defaults
          mode http
          timeout connect 2s
          timeout client 60s
          timeout server 60s
          option forwardfor
          http-reuse always
        frontend clients
          bind 127.0.0.1:{port}
          default_backend service
        backend service
          balance roundrobin
          server one 127.0.0.1:{one} weight 90
          server two 127.0.0.1:{two} weight 10

        """;

    private static string Nginx(string folder, string name, int workers) =>
        $"worker_processes {workers};\npid {folder}/{name}.pid;\nerror_log {folder}/{name}.log;\n" + NginxHead
        + string.Concat(new[] { "client_body", "proxy", "fastcgi", "uwsgi", "scgi" }.Select(kind => $"  {kind}_temp_path {folder}/{name}-{kind};\n"));
}
