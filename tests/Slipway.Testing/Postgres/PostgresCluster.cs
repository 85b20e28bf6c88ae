using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace Slipway.Testing.Postgres;

/// <summary>
/// A PostgreSQL of our own: a new data directory below the temporary folder, a free port of loopback, one user with a password.
/// It ends and its directory goes when this is disposed of, and also when this process is killed.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private const string User = "slipway";
    private const int StartAttempts = 5;
    private const int MaxConnections = 200;
    private const int NameCharacters = 16;

    private readonly PostgresPrograms _programs;
    private readonly string _folder;
    private readonly Process _guard;

    private PostgresCluster(PostgresPrograms programs, string folder, string password)
    {
        (_programs, _folder, Password) = (programs, folder, password);
        _guard = Guard();
    }

    /// <summary>Whether there is a PostgreSQL of version 15 or newer; <c>eng/real-parts.sh test</c> installs it.</summary>
    public static bool IsInstalled => PostgresPrograms.Find() is not null;

    /// <summary>The same over restarts.</summary>
    public int Port { get; private set; }

    public string Password { get; }

    /// <param name="durable">True flushes each commit to the disk, as in production; false is faster and survives everything but a power cut.</param>
    /// <exception cref="InvalidOperationException">None is installed, or it does not start; with what it printed.</exception>
    public static async Task<PostgresCluster> StartAsync(bool durable, CancellationToken cancellation)
    {
        var programs = PostgresPrograms.Find() ?? throw new InvalidOperationException("No PostgreSQL 15 or newer is installed: run eng/real-parts.sh test");
        var name = RandomNumberGenerator.GetHexString(NameCharacters, lowercase: true);
        var cluster = new PostgresCluster(programs, Path.Combine(Path.GetTempPath(), $"slipway-postgres-{name}"), $"secret-{name}");
        try
        {
            await cluster.InitializeAsync(durable, cancellation);
            await cluster.StartOnFreePortAsync(cancellation);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>As <c>slipway serve --store</c> takes it.</summary>
    public string Url(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"postgres://{User}:{Password}@127.0.0.1:{Port}/{database}");

    /// <summary>Makes an empty database and returns its URL.</summary>
    public async Task<string> CreateDatabaseAsync(string name, CancellationToken cancellation)
    {
        await ExecuteAsync("postgres", $"CREATE DATABASE \"{name}\"", cancellation);
        return Url(name);
    }

    /// <summary>Runs statements as the owner of everything.</summary>
    public async Task ExecuteAsync(string database, string statements, CancellationToken cancellation)
    {
        var settings = new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = Port, Username = User, Password = Password, Database = database, Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ToString());
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(statements, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Returns once it has ended.</summary>
    public Task StopAsync(PostgresStop how, CancellationToken cancellation) =>
        _programs.RunAsync("pg_ctl", ["stop", "-D", _folder, "-m", how == PostgresStop.Fast ? "fast" : "immediate", "-w"], cancellation);

    /// <summary>Starts it again on its port; returns once it takes connections.</summary>
    public Task StartAsync(CancellationToken cancellation) =>
        _programs.RunAsync("pg_ctl", ["start", "-D", _folder, "-l", Log, "-w", "-o", string.Create(CultureInfo.InvariantCulture, $"-p {Port}")], cancellation);

    public async Task RestartAsync(PostgresStop how, CancellationToken cancellation)
    {
        await StopAsync(how, cancellation);
        await StartAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync();
        _guard.Dispose();
    }

    private string Log => Path.Combine(_folder, "server.log");

    private async Task InitializeAsync(bool durable, CancellationToken cancellation)
    {
        // A file, as the only way that initdb takes a password without a terminal; this one is worth nothing beyond these tests.
        var password = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(password, Password, cancellation);
            File.SetUnixFileMode(password, UnixFileMode.UserRead | UnixFileMode.OtherRead);
            await _programs.RunAsync(
                "initdb",
                ["-D", _folder, "-U", User, $"--pwfile={password}", "--auth=scram-sha-256", "--encoding=UTF8", "--no-locale", "--no-sync"],
                cancellation);
        }
        finally
        {
            File.Delete(password);
        }

        await File.AppendAllLinesAsync(
            Path.Combine(_folder, "postgresql.conf"),
            [
                "listen_addresses = '127.0.0.1'",
                "unix_socket_directories = ''",
                string.Create(CultureInfo.InvariantCulture, $"max_connections = {MaxConnections}"),
                durable ? "fsync = on" : "fsync = off",
            ],
            cancellation);
    }

    // PostgreSQL cannot be told to take any port: another program may have taken this one by the time that it binds.
    private async Task StartOnFreePortAsync(CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            Port = FreePort.Take();
            try
            {
                await StartAsync(cancellation);
                return;
            }
            catch (InvalidOperationException failure)
            {
                var log = File.Exists(Log) ? await File.ReadAllTextAsync(Log, cancellation) : "";
                if (attempt == StartAttempts || !log.Contains("Address already in use", StringComparison.Ordinal))
                    throw new InvalidOperationException($"PostgreSQL does not start: {failure.Message}\n{log}", failure);
            }
        }
    }

    // Its input ends with this process, however that ends. Ctrl-C goes to the whole group: it must outlive that too.
    private Process Guard() => PostgresPrograms.Start(
    [
        "sh", "-c", """trap '' INT TERM HUP; read -r _; "$1" stop -D "$2" -m immediate -w >/dev/null 2>&1; rm -rf "$2" """, "guard", _programs["pg_ctl"], _folder,
    ]);
}
