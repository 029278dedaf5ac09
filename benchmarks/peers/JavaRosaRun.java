import java.io.FileInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.javarosa.core.model.Constants;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.SelectChoice;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.data.IntegerData;
import org.javarosa.core.model.data.StringData;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.form.api.FormEntryPrompt;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.XFormUtils;

/** Does lines of work (shapes.py) with JavaRosa and prints milliseconds. Usage: JavaRosaRun WORK */
public final class JavaRosaRun {
    private final String path;
    private FormEntryController controller;
    private FormEntryModel model;

    private JavaRosaRun(String path) {
        this.path = path;
    }

    public static void main(String[] arguments) throws Exception {
        new XFormsModule().registerModule();
        List<String> lines = Files.readAllLines(Paths.get(arguments[0]), StandardCharsets.UTF_8);
        JavaRosaRun run = new JavaRosaRun(lines.get(0));
        run.begin();
        for (String line : lines.subList(1, lines.size())) {
            run.work(line.split("\t"));
        }
        System.out.println("memory\t" + memory());
    }

    private void begin() throws Exception {
        try (InputStream form = new FileInputStream(path)) {
            FormDef definition = XFormUtils.getFormFromInputStream(form);
            definition.initialize(true, new InstanceInitializationFactory());
            model = new FormEntryModel(definition);
            controller = new FormEntryController(model);
        }
    }

    private void work(String[] parts) throws Exception {
        List<Double> times = new ArrayList<>();
        switch (parts[0]) {
            case "load":
                for (int turn = 0; turn < 3; turn++) { // the machine warms up
                    begin();
                    firstPage();
                }
                for (int turn = 0; turn < Integer.parseInt(parts[2]); turn++) {
                    long begun = System.nanoTime();
                    begin();
                    firstPage();
                    times.add((System.nanoTime() - begun) / 1e6);
                }
                break;
            case "speak":
                for (String language : parts[2].split("\\|")) {
                    long begun = System.nanoTime();
                    controller.setLanguage(language);
                    for (String text : firstPage()) {
                        check(text.endsWith(language.substring(language.length() - 1)), text);
                    }
                    times.add((System.nanoTime() - begun) / 1e6);
                }
                break;
            default:
                FormIndex question = find(parts[2]);
                TreeReference read = reference(parts[3]);
                FormIndex shown = parts[0].equals("choose") ? find(parts[3]) : null;
                for (String value : parts[4].split("\\|")) {
                    IAnswerData given = answer(question, value);
                    long begun = System.nanoTime();
                    check(controller.answerQuestion(question, given, true) == FormEntryController.ANSWER_OK, value);
                    if (shown != null) {
                        FormEntryPrompt prompt = model.getQuestionPrompt(shown);
                        for (SelectChoice choice : prompt.getSelectChoices()) {
                            check(!prompt.getSelectChoiceText(choice).isEmpty(), "label");
                        }
                    } else {
                        valueOf(read);
                    }
                    times.add((System.nanoTime() - begun) / 1e6);
                }
                if (shown == null) {
                    System.out.println("result\t" + parts[1] + "\t" + valueOf(read));
                }
        }
        StringBuilder written = new StringBuilder(parts[1]);
        for (double time : times) {
            written.append(String.format(Locale.ROOT, "\t%.4f", time));
        }
        System.out.println(written);
    }

    private List<String> firstPage() {
        List<String> texts = new ArrayList<>();
        FormIndex index = model.incrementIndex(FormIndex.createBeginningOfFormIndex());
        while (index.isInForm() && texts.size() < 5) {
            if (model.getEvent(index) == FormEntryController.EVENT_QUESTION) {
                texts.add(model.getQuestionPrompt(index).getQuestionText());
            }
            index = model.incrementIndex(index);
        }
        return texts;
    }

    private FormIndex find(String ref) {
        TreeReference wanted = reference(ref);
        FormIndex index = model.incrementIndex(FormIndex.createBeginningOfFormIndex());
        while (index.isInForm()) {
            if (model.getEvent(index) == FormEntryController.EVENT_QUESTION && index.getReference().equals(wanted)) {
                return index;
            }
            index = model.incrementIndex(index);
        }
        throw new IllegalStateException("no question " + ref);
    }

    private static TreeReference reference(String ref) {
        TreeReference found = TreeReference.rootRef();
        for (String step : ref.substring(1).split("/")) {
            int bracket = step.indexOf('[');
            String name = bracket < 0 ? step : step.substring(0, bracket);
            int place = bracket < 0 ? 1 : Integer.parseInt(step.substring(bracket + 1, step.length() - 1));
            found.add(name, place - 1);
        }
        return found;
    }

    private String valueOf(TreeReference reference) {
        IAnswerData value = model.getForm().getMainInstance().resolveReference(reference).getValue();
        return value == null ? "" : value.uncast().getString();
    }

    private IAnswerData answer(FormIndex question, String value) {
        int type = model.getQuestionPrompt(question).getDataType();
        return type == Constants.DATATYPE_INTEGER ? new IntegerData(Integer.parseInt(value)) : new StringData(value);
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException(what);
        }
    }

    private static String memory() throws Exception {
        for (String line : Files.readAllLines(Paths.get("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return String.valueOf(Math.round(Long.parseLong(line.replaceAll("\\D", "")) / 1024.0));
            }
        }
        return "?";
    }
}
