using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Storage.Postgres;

namespace Slipway.Storage.Checks;

/// <summary>Items that a query answers, in PostgreSQL or SQLite. The databases refuse every change that it asks for.</summary>
/// <param name="variable">Reads an environment variable of the server; null when it is not set.</param>
public sealed class SqlItemRunner(Func<string, string?> variable) : IItemCheck
{
    private const int MaxShownCharacters = 100;

    public string Name => SqlItemCheck.Kind;

    public async Task<ItemFinding> RunAsync(ItemCheck check, ItemContext context, CancellationToken cancellation)
    {
        var sql = (SqlItemCheck)check;
        if (variable(sql.Database) is not { Length: > 0 } address)
            return new ItemFinding(false, $"the server's environment variable {sql.Database} is not set");
        try
        {
            await using var connection = Connection(address, context.Directory);
            await connection.OpenAsync(cancellation);
            await using var command = connection.CreateCommand();
            command.CommandText = sql.Query;
            command.CommandTimeout = (int)Math.Ceiling(sql.Timeout.TotalSeconds);
            return Judged(sql, await command.ExecuteScalarAsync(cancellation));
        }
        catch (FormatException e)
        {
            return new ItemFinding(false, $"the address in {sql.Database} cannot be read: {e.Message}");
        }
        catch (DbException e)
        {
            // A driver's words name the server and the fault, never the password.
            return new ItemFinding(false, $"the database in {sql.Database} refused: {e.Message}");
        }
    }

    private static DbConnection Connection(string address, string directory)
    {
        if (PostgresAddress.IsOne(address))
        {
            var settings = PostgresAddress.Parse(address).Settings();
            settings.Pooling = false;
            settings.Options = "-c default_transaction_read_only=on";
            return new NpgsqlConnection(settings.ToString());
        }

        SqliteLibrary.Load();
        return new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.GetFullPath(address, directory), Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
    }

    private static ItemFinding Judged(SqlItemCheck sql, object? value)
    {
        var text = value is null or DBNull ? null : Convert.ToString(value, CultureInfo.InvariantCulture);
        var shown = text is null ? "nothing" : $"'{(text.Length <= MaxShownCharacters ? text : text[..MaxShownCharacters] + "…")}'";
        if (sql.Is is { } wanted)
            return new ItemFinding(text == wanted, $"the query gave {shown}, '{wanted}' is wanted");
        if (sql.Min is null && sql.Max is null)
            return new ItemFinding(value is not (null or DBNull or false or 0 or 0L) && text is not "", $"the query gave {shown}");
        var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        return new ItemFinding(isNumber && !(number < sql.Min) && !(number > sql.Max), $"the query gave {shown}, {Wanted(sql)} is wanted");
    }

    private static string Wanted(SqlItemCheck sql) => (sql.Min, sql.Max) switch
    {
        ({ } min, { } max) => string.Create(CultureInfo.InvariantCulture, $"a number from {min} to {max}"),
        ({ } min, null) => string.Create(CultureInfo.InvariantCulture, $"a number of at least {min}"),
        var (_, max) => string.Create(CultureInfo.InvariantCulture, $"a number of at most {max}"),
    };
}
