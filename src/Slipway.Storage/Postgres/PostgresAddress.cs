using System.Globalization;
using Npgsql;

namespace Slipway.Storage.Postgres;

/// <summary>Where a PostgreSQL store is: <c>postgres://user:password@host:port/database</c>. Printed without the password.</summary>
public sealed class PostgresAddress
{
    private const int DefaultPort = 5432;

    private static readonly string[] Schemes = ["postgres", "postgresql"];

    private readonly NpgsqlConnectionStringBuilder _settings;

    private PostgresAddress(NpgsqlConnectionStringBuilder settings) => _settings = settings;

    public string Host => _settings.Host!;

    public int Port => _settings.Port;

    public string User => _settings.Username!;

    public string Database => _settings.Database!;

    /// <summary>Whether a text names a PostgreSQL at all.</summary>
    public static bool IsOne(string text) => Schemes.Any(scheme => text.StartsWith(scheme + "://", StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a URL. After the database may follow <c>?sslmode=disable|prefer|require|verify-ca|verify-full</c> and <c>sslrootcert=FILE</c>.</summary>
    /// <exception cref="FormatException">What is wrong with it; without the text, which may hold a password.</exception>
    public static PostgresAddress Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || !IsOne(text))
            throw new FormatException("The store's URL cannot be read. Write it as postgres://user:password@host:port/database; a character of the password such as @ : / ? # or % goes in its percent form, @ as %40");
        var user = url.UserInfo.Split(':', 2);
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = Required(url.Host.Trim('[', ']'), "host"),
            Port = url.Port > 0 ? url.Port : DefaultPort,
            Username = Required(Uri.UnescapeDataString(user[0]), "user"),
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
            Database = Required(Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/')), "database"),
        };
        foreach (var option in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
            Set(settings, option.Split('=', 2));
        return new PostgresAddress(settings);
    }

    /// <summary>Without the password: for people, logs and errors.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"postgres://{User}@{Host}:{Port}/{Database}");

    /// <summary>With the password: for the driver alone.</summary>
    internal NpgsqlConnectionStringBuilder Settings() => new(_settings.ToString());

    private static void Set(NpgsqlConnectionStringBuilder settings, string[] option)
    {
        var value = option.Length > 1 ? Uri.UnescapeDataString(option[1]) : "";
        switch (option[0])
        {
            case "sslmode" when Enum.TryParse<SslMode>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var mode):
                settings.SslMode = mode;
                break;
            case "sslmode":
                throw new FormatException("The store's URL has an sslmode that is none of disable, prefer, require, verify-ca and verify-full");
            case "sslrootcert":
                settings.RootCertificate = value;
                break;
            default:
                throw new FormatException($"The store's URL has the option '{option[0]}'; it may have sslmode and sslrootcert");
        }
    }

    private static string Required(string part, string name) =>
        part.Length > 0 ? part : throw new FormatException($"The store's URL names no {name}. Write it as postgres://user:password@host:port/database");
}
