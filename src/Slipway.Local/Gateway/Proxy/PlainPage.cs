namespace Slipway.Local.Gateway.Proxy;

/// <summary>The maintenance page of a gateway whose spec names none. It says nothing of who stopped what: that is for those inside.</summary>
internal static class PlainPage
{
    /// <summary>Whole in itself: nothing that it would have to load. It looks again by itself.</summary>
    public const string Html =
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <meta http-equiv="refresh" content="30">
        <title>Down for maintenance</title>
        <style>
        :root { color-scheme: light dark; --ground: #f5f6f8; --ink: #1c2330; --quiet: #596273; --line: #2f6f8f }
        @media (prefers-color-scheme: dark) { :root { --ground: #12161d; --ink: #e8ebf0; --quiet: #9aa4b5; --line: #6fb3d2 } }
        * { box-sizing: border-box }
        body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 2rem; background: var(--ground); color: var(--ink);
               font: 1.125rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif }
        main { max-width: 32rem; border-left: .25rem solid var(--line); padding: .25rem 0 .25rem 1.75rem }
        h1 { margin: 0 0 .75rem; font-size: clamp(1.75rem, 5vw, 2.5rem); line-height: 1.2; font-weight: 650; text-wrap: balance }
        p { margin: 0; color: var(--quiet); text-wrap: pretty }
        </style>
        </head>
        <body>
        <main>
        <h1>We will be back soon</h1>
        <p>This service is closed for maintenance.</p>
        <p>The page tries again by itself every half minute.</p>
        </main>
        </body>
        </html>

        """;
}
