using Shouldly;
using Slipway.Storage.Postgres;
using Xunit;

namespace Slipway.Adapters.Tests.Storage.Postgres;

public sealed class PostgresAddressTests
{
    [Theory]
    [InlineData("postgres://slipway:secret@db.example:6432/rollouts", "postgres://slipway@db.example:6432/rollouts")]
    [InlineData("postgresql://slipway@db/rollouts?sslmode=verify-full&sslrootcert=/etc/ca.pem", "postgres://slipway@db:5432/rollouts")]
    [InlineData("POSTGRES://slip%40way:p%40ss%2Fw%3Ard@127.0.0.1/my%20store", "postgres://slip@way@127.0.0.1:5432/my store")]
    [InlineData("postgres://u:secret@[::1]:5433/d", "postgres://u@::1:5433/d")]
    public void A_url_is_read_and_printed_without_its_password(string url, string printed) =>
        PostgresAddress.Parse(url).ToString().ShouldBe(printed);

    [Fact]
    public void Percent_forms_in_the_password_are_read() =>
        PostgresAddress.Parse("postgres://u:p%40ss%2Fw%3Ard%25@h/d").Settings().Password.ShouldBe("p@ss/w:rd%");

    [Theory]
    [InlineData("postgres://u:secret@/d", "cannot be read")]
    [InlineData("postgres://:secret@h/d", "names no user")]
    [InlineData("postgres://h/d", "names no user")]
    [InlineData("postgres://u:secret@h", "names no database")]
    [InlineData("postgres://u:secret@h/", "names no database")]
    [InlineData("postgres://u:secret@h:port/d", "cannot be read")]
    [InlineData("postgres://u:secret/@h/d", "cannot be read")]
    [InlineData("mysql://u:secret@h/d", "cannot be read")]
    [InlineData("postgres://u:secret@h/d?sslmode=sometimes", "sslmode")]
    [InlineData("postgres://u:secret@h/d?user=x", "the option 'user'")]
    public void What_is_no_url_of_a_store_is_refused_without_its_password(string url, string says)
    {
        var fault = Should.Throw<FormatException>(() => PostgresAddress.Parse(url));
        fault.Message.ShouldContain(says);
        fault.ToString().ShouldNotContain("secret");
    }
}
