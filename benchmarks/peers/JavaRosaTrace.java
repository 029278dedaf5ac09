import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.QuestionDef;
import org.javarosa.core.model.SelectChoice;
import org.javarosa.core.model.condition.EvaluationContext;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.data.MultipleItemsData;
import org.javarosa.core.model.data.SelectMultiData;
import org.javarosa.core.model.data.SelectOneData;
import org.javarosa.core.model.data.StringData;
import org.javarosa.core.model.data.helper.Selection;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.core.reference.PrefixedRootFactory;
import org.javarosa.core.reference.Reference;
import org.javarosa.core.reference.ReferenceManager;
import org.javarosa.core.services.PropertyManager;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.form.api.FormEntryPrompt;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.XFormAnswerDataParser;
import org.javarosa.xform.util.XFormUtils;
import org.javarosa.xpath.XPathParseTool;
import org.javarosa.xpath.expr.XPathFuncExpr;
import org.javarosa.xpath.expr.XPathExpression;
import org.opendatakit.validate.ErrorListener;
import org.opendatakit.validate.FormValidator;

/**
 * Fills forms with JavaRosa as it is told, line by line, and says what stands there afterwards.
 *
 * <p>A line holds words between tabs: check PATH; load PATH FOLDER; set REF VALUE; add REF; remove REF; state; choices REF;
 * labels; eval EXPRESSION. An answer is some lines and a line with a single point, or one that begins with "!".
 */
public final class JavaRosaTrace {
    private static final PrintStream OUT = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    private static String folder = ".";
    private FormEntryController controller;
    private FormEntryModel model;

    public static void main(String[] arguments) throws Exception {
        new XFormsModule().registerModule();
        ReferenceManager.instance().addReferenceFactory(new PrefixedRootFactory(
            new String[] {"file/", "file-csv/", "images/", "audio/", "video/"}) {
            @Override
            protected Reference factory(String terminal, String uri) {
                return new OnDisk(folder + "/" + terminal);
            }
        });
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        JavaRosaTrace trace = new JavaRosaTrace();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            try {
                trace.answer(line.split("\t", -1));
                OUT.println(".");
            } catch (Throwable trouble) {
                String said = String.valueOf(trouble.getMessage());
                OUT.println("!" + trouble.getClass().getSimpleName() + ": " + said.replaceAll("\\s+", " "));
            }
            OUT.flush();
        }
    }

    private void answer(String[] parts) throws Exception {
        switch (parts[0]) {
            case "load":
                load(parts[1], parts[2]);
                break;
            case "check":
                check(parts[1]);
                break;
            case "set":
                set(parts[1], parts[2]);
                break;
            case "add":
                add(parts[1]);
                break;
            case "remove":
                controller.deleteRepeat(find(parts[1], FormEntryController.EVENT_REPEAT));
                settle();
                break;
            case "state":
                for (int n = 0; n < root().getNumChildren(); n++) {
                    describe(root().getChildAt(n), "/" + root().getName());
                }
                break;
            case "choices":
                FormEntryPrompt prompt = model.getQuestionPrompt(find(parts[1], FormEntryController.EVENT_QUESTION));
                for (SelectChoice choice : prompt.getSelectChoices()) {
                    say(choice.getValue(), prompt.getSelectChoiceText(choice));
                }
                break;
            case "labels":
                labels();
                break;
            case "validate":
                say(String.valueOf(model.getForm().validate(false)));
                break;
            case "language":
                controller.setLanguage(parts[1]);
                break;
            case "eval":
                EvaluationContext context = new EvaluationContext(model.getForm().getEvaluationContext(),
                    parts.length > 2 ? reference(parts[2]) : TreeReference.rootRef());
                XPathExpression expression = XPathParseTool.parseXPath(parts[1]);
                Object value = expression.eval(model.getForm().getMainInstance(), context);
                say(XPathFuncExpr.unpack(value).getClass().getSimpleName(), XPathFuncExpr.toString(value));
                break;
            default:
                throw new IllegalArgumentException(parts[0]);
        }
    }

    private void load(String path, String attachments) throws Exception {
        controller = null;
        folder = attachments;
        try (InputStream form = new FileInputStream(path)) {
            FormDef definition = XFormUtils.getFormFromInputStream(form);
            definition.initialize(true, new InstanceInitializationFactory());
            model = new FormEntryModel(definition);
            controller = new FormEntryController(model);
        }
        settle();
    }

    /** Lets ODK Validate judge a form; says what it holds against it. Files of the form are not looked at. */
    private static void check(String path) {
        List<String> errors = new ArrayList<>();
        new FormValidator().setErrorListener(new ErrorListener() {
            @Override
            public void error(Object said) {
                errors.add(String.valueOf(said));
            }

            @Override
            public void error(Object said, Throwable trouble) {
                errors.add(said + " " + trouble);
            }

            @Override
            public void info(Object said) {
                // nothing to hold against the form
            }
        }).validate(path);
        for (String error : errors) {
            say(error);
        }
    }

    /** Goes through the whole form once, as a person does: counted repeats grow on the way. */
    private void settle() {
        controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        int event = controller.stepToNextEvent();
        while (event != FormEntryController.EVENT_END_OF_FORM) {
            if (event == FormEntryController.EVENT_QUESTION) {
                model.getQuestionPrompt().getSelectChoices(); // what is no longer offered is cleared on the way
            }
            event = controller.stepToNextEvent();
        }
    }

    private void set(String ref, String text) {
        FormIndex index = find(ref, FormEntryController.EVENT_QUESTION);
        FormEntryPrompt prompt = model.getQuestionPrompt(index);
        QuestionDef question = prompt.getQuestion();
        IAnswerData given = text.isEmpty() ? null : data(prompt, question, text);
        FormDef form = model.getForm();
        boolean fits = given == null || form.evaluateConstraint(index.getReference(), given);
        form.setValue(given, index.getReference(), true);
        settle();
        say(fits ? "valid" : "constraint");
    }

    private IAnswerData data(FormEntryPrompt prompt, QuestionDef question, String text) {
        switch (prompt.getControlType()) {
            case org.javarosa.core.model.Constants.CONTROL_SELECT_ONE:
                return new SelectOneData(selection(prompt, text));
            case org.javarosa.core.model.Constants.CONTROL_SELECT_MULTI:
            case org.javarosa.core.model.Constants.CONTROL_RANK:
                List<Selection> chosen = new ArrayList<>();
                for (String each : text.trim().split("\\s+")) {
                    chosen.add(selection(prompt, each));
                }
                return prompt.getControlType() == org.javarosa.core.model.Constants.CONTROL_RANK
                    ? new MultipleItemsData(chosen) : new SelectMultiData(chosen);
            default:
                IAnswerData read = XFormAnswerDataParser.getAnswerData(text, prompt.getDataType(), question);
                return read == null ? new StringData(text) : read;
        }
    }

    private static Selection selection(FormEntryPrompt prompt, String value) {
        for (SelectChoice choice : prompt.getSelectChoices()) {
            if (choice.getValue().equals(value)) {
                return choice.selection();
            }
        }
        throw new IllegalStateException("no choice " + value);
    }

    private void add(String ref) {
        FormIndex index = FormIndex.createBeginningOfFormIndex();
        for (index = model.incrementIndex(index); index.isInForm(); index = model.incrementIndex(index)) {
            if (model.getEvent(index) == FormEntryController.EVENT_PROMPT_NEW_REPEAT
                && placed(index.getReference(), true).equals(ref)) {
                controller.newRepeat(index);
                settle();
                return;
            }
        }
        throw new IllegalStateException("no place for " + ref);
    }

    private void labels() {
        FormIndex index = FormIndex.createBeginningOfFormIndex();
        for (index = model.incrementIndex(index); index.isInForm(); index = model.incrementIndex(index)) {
            if (model.getEvent(index) == FormEntryController.EVENT_QUESTION && model.isIndexRelevant(index)) {
                FormEntryPrompt prompt = model.getQuestionPrompt(index);
                say(placed(index.getReference(), false), prompt.getQuestionText(), prompt.getQuestion().getHelpTextID() == null && prompt.getQuestion().getHelpInnerText() == null ? "" : prompt.getHelpText());
            }
        }
    }

    private void describe(TreeElement element, String above) {
        if (element.getMult() == TreeReference.INDEX_TEMPLATE || element.getMult() == TreeReference.INDEX_ATTRIBUTE) {
            return;
        }
        String ref = above + "/" + element.getName();
        if (element.isRepeatable()) {
            ref += "[" + (element.getMult() + 1) + "]";
        }
        IAnswerData value = element.getValue();
        String text = value == null ? "" : value.uncast().getString();
        say(ref, text, flag(element.isRelevant()), flag(element.isRequired()), flag(!element.isEnabled()));
        for (int n = 0; n < element.getNumChildren(); n++) {
            describe(element.getChildAt(n), ref);
        }
    }

    private FormIndex find(String ref, int event) {
        FormIndex index = FormIndex.createBeginningOfFormIndex();
        for (index = model.incrementIndex(index); index.isInForm(); index = model.incrementIndex(index)) {
            if (model.getEvent(index) == event && placed(index.getReference(), false).equals(ref)) {
                return index;
            }
        }
        throw new IllegalStateException("nothing at " + ref);
    }

    /** Writes a reference with places at repeats only; for the prompt of a new one without the last place. */
    private String placed(TreeReference reference, boolean isPrompt) {
        StringBuilder written = new StringBuilder();
        TreeElement here = null;
        for (int n = 0; n < reference.size(); n++) {
            String name = reference.getName(n);
            TreeElement next = n == 0 ? root() : here.getChild(name, Math.max(0, reference.getMultiplicity(n)));
            if (next == null) {
                next = here.getChild(name, TreeReference.INDEX_TEMPLATE);
            }
            here = next;
            written.append('/').append(name);
            if (here != null && here.isRepeatable() && !(isPrompt && n == reference.size() - 1)) {
                written.append('[').append(reference.getMultiplicity(n) + 1).append(']');
            }
        }
        return written.toString();
    }

    private TreeElement root() {
        return model.getForm().getMainInstance().getRoot();
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

    private static String flag(boolean holds) {
        return holds ? "1" : "0";
    }

    private static void say(String... words) {
        StringBuilder line = new StringBuilder(" ");
        for (int n = 0; n < words.length; n++) {
            String word = words[n] == null ? "" : words[n];
            line.append(n == 0 ? "" : "\t").append(word.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t"));
        }
        OUT.println(line);
    }

    /** A file of the form's folder. */
    private static final class OnDisk implements Reference {
        private final String path;

        OnDisk(String path) {
            this.path = path;
        }

        @Override
        public boolean doesBinaryExist() {
            return new java.io.File(path).exists();
        }

        @Override
        public InputStream getStream() throws java.io.IOException {
            return new FileInputStream(path);
        }

        @Override
        public String getURI() {
            return path;
        }

        @Override
        public boolean isReadOnly() {
            return true;
        }

        @Override
        public java.io.OutputStream getOutputStream() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void remove() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getLocalURI() {
            return path;
        }

        @Override
        public Reference[] probeAlternativeReferences() {
            return new Reference[0];
        }
    }
}
