using Shouldly;
using Slipway.Server.Hosting;
using Xunit;

namespace Slipway.Server.Tests.Hosting;

public sealed class FileSpecsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slipway-specs-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("deployment: { name: web, namespace: shop }", "deployment: { name: web, namespace: shop }", "Deployment shop/web belongs to the app 'one' already")]
    [InlineData("deployment: { name: web, namespace: shop }", "deployment: { name: web, namespace: other }", null)]
    [InlineData("deployment: { name: web, namespace: shop, context: eu }", "deployment: { name: web, namespace: shop, context: us }", null)]
    [InlineData("argocd: { application: web }", "argocd: { application: web }", "Application argocd/web belongs to the app 'one' already")]
    public async Task Two_apps_may_not_change_the_same_object(string one, string other, string? fault)
    {
        var specs = new FileSpecs([Write("one", one), Write("two", other)]);
        var errors = (await specs.ReadAsync(Cancel)).Errors;
        if (fault is null)
            errors.ShouldBeEmpty();
        else
            errors.ShouldHaveSingleItem().Message.ShouldEndWith(fault);
    }

    [Fact]
    public async Task Each_app_has_one_spec() =>
        (await new FileSpecs([Write("one", "argocd: { application: a }"), Write("one", "argocd: { application: b }", "again")]).ReadAsync(Cancel))
            .Errors.ShouldHaveSingleItem().Message.ShouldEndWith("another spec is for the app 'one' too");

    private string Write(string app, string target, string? file = null)
    {
        var path = Path.Combine(_folder.FullName, $"{file ?? app}.yaml");
        File.WriteAllText(path, $"app: {app}\nimage: registry.example/{app}:{{version}}\nenvironments:\n  production:\n    target: {{ {target} }}\n");
        return path;
    }
}
