using System.Text.Json;
using Shouldly;
using Slipway.Contracts;
using Xunit;

namespace Slipway.Server.Tests.Cli.Import;

public sealed class ImportVerbTests : IDisposable
{
    private const string Rollout = """
        apiVersion: argoproj.io/v1alpha1
        kind: Rollout
        metadata: { name: ledger, namespace: finance }
        spec:
          replicas: 2
          revisionHistoryLimit: 3
          template: { spec: { containers: [{ name: ledger, image: "registry.example.com/ledger:1" }] } }
          strategy:
            blueGreen: { activeService: ledger, autoPromotionEnabled: false }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slipway-import-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_spec_is_written_that_validates_and_what_has_no_equal_is_on_standard_error()
    {
        await WriteAsync("rollout.yaml", Rollout);
        var (code, output, error) = await RunAsync("import", "rollout.yaml");
        code.ShouldBe(ExitCodes.Done, error);
        output.ShouldStartWith("slipway.yaml is written and valid: ledger in finance (blueGreen). Notes: ");
        error.ShouldContain("rollout.yaml:6");
        error.ShouldContain("DECIDE");
        (await RunAsync("validate")).Code.ShouldBe(ExitCodes.Done);
    }

    [Fact]
    public async Task A_file_that_is_there_is_written_over_by_force_alone()
    {
        await WriteAsync("rollout.yaml", Rollout);
        await WriteAsync("mine.yaml", "mine");
        var refused = await RunAsync("import", "rollout.yaml", "--out", "mine.yaml");
        refused.Code.ShouldBe(ExitCodes.Invalid);
        refused.Error.ShouldContain("--force");
        (await File.ReadAllTextAsync(InFolder("mine.yaml"), TestContext.Current.CancellationToken)).ShouldBe("mine");
        (await RunAsync("import", "rollout.yaml", "--out", "mine.yaml", "--force")).Code.ShouldBe(ExitCodes.Done);
        (await File.ReadAllTextAsync(InFolder("mine.yaml"), TestContext.Current.CancellationToken)).ShouldContain("app: ledger");
    }

    [Fact]
    public async Task Programs_get_the_notes_with_their_places_as_JSON()
    {
        await WriteAsync("rollout.yaml", Rollout);
        var (code, output, error) = await RunAsync("import", "rollout.yaml", "-o", "json");
        code.ShouldBe(ExitCodes.Done);
        error.ShouldBeEmpty();
        using var json = JsonDocument.Parse(output);
        json.RootElement.GetProperty("file").GetString().ShouldBe(InFolder("slipway.yaml"));
        json.RootElement.GetProperty("spec").GetString()!.ShouldContain("app: ledger");
        var note = json.RootElement.GetProperty("notes").EnumerateArray().Single(n => n.GetProperty("path").GetString() == "spec.revisionHistoryLimit");
        note.GetProperty("line").GetInt32().ShouldBe(6);
        note.GetProperty("says").GetString().ShouldBe("3");
        note.GetProperty("key").GetString().ShouldBe("environments.finance.target.deployment");
    }

    [Fact]
    public async Task A_folder_and_what_is_piped_in_are_read_as_files_are()
    {
        Directory.CreateDirectory(InFolder("manifests"));
        await WriteAsync("manifests/rollout.yml", Rollout);
        await WriteAsync("manifests/notes.txt", "no manifest");
        (await RunAsync("import", "manifests")).Code.ShouldBe(ExitCodes.Done);
        var test = new TestTerminal(_folder.FullName, input: Rollout);
        (await test.RunAsync("import", "-", "--out", "piped.yaml")).ShouldBe(ExitCodes.Done);
        test.Error.ShouldContain("stdin:6");
    }

    [Theory]
    [InlineData("kind: Rollout\n\tx: 1\n", "rollout.yaml:2:")]
    [InlineData("apiVersion: v1\nkind: Secret\n", "the files have Secret")]
    [InlineData("", "no Kubernetes object")]
    public async Task What_cannot_be_imported_ends_with_code_2_and_writes_nothing(string text, string message)
    {
        await WriteAsync("rollout.yaml", text);
        var (code, _, error) = await RunAsync("import", "rollout.yaml");
        code.ShouldBe(ExitCodes.Invalid);
        error.ShouldContain(message);
        File.Exists(InFolder("slipway.yaml")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_or_a_folder_with_nothing_in_it_is_named()
    {
        (await RunAsync("import", "nowhere.yaml")).Error.ShouldContain(InFolder("nowhere.yaml"));
        Directory.CreateDirectory(InFolder("empty"));
        (await RunAsync("import", "empty")).Error.ShouldContain("has no .yaml, .yml or .json file");
    }

    private string InFolder(string name) => Path.Combine(_folder.FullName, name);

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(InFolder(name), text, TestContext.Current.CancellationToken);

    private async Task<(int Code, string Out, string Error)> RunAsync(params string[] args)
    {
        var test = new TestTerminal(_folder.FullName);
        return (await test.RunAsync(args), test.Out, test.Error);
    }
}
